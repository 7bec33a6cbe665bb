eval(text)  # nosemgrep
