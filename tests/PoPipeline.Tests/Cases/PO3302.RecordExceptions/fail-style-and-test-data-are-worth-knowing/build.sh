#!/bin/sh
# shellcheck disable=SC2086,SC2154 # words are meant
echo $words
