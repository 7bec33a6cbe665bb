"""Runs things.

# nosemgrep in a documentation is none
"""
import subprocess

subprocess.run(command, shell=True)  # nosemgrep: python.lang.security.audit.subprocess-shell-true, other.rule
print("say # nosemgrep")
# nosem
eval(text)
