#!/bin/bash
source scripts/common.sh
login
