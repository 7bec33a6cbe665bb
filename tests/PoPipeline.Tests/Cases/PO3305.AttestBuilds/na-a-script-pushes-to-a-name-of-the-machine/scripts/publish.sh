#!/bin/sh
ko build ./a
