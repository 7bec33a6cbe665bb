#!/bin/bash
source scripts/common.sh
login
push_images
