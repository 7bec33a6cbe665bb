resource "aws_s3_bucket" "site" {
  # für Gäste
  tags = { a = "é" } #checkov:skip=CKV_AWS_20:öffentlich
}
