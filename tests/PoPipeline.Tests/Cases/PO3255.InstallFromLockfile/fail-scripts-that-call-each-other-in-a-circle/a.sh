#!/bin/sh
./b.sh
npm install
