#!/bin/bash
eval "$COMMAND"
