#!/bin/bash
wget -qO- https://example.com/tools.sh | bash
