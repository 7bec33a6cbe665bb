#!/bin/bash
docker push ghcr.io/a/b
