cosign sign --yes "$1" # ÿþ
