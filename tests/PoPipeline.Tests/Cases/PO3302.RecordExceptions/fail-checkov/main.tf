resource "aws_s3_bucket" "foo-bucket" {
  region        = var.region
    #checkov:skip=CKV_AWS_20:"The bucket is a public static content host"
  bucket        = "checkov:skip=CKV_AWS_21"
  force_destroy = true // bridgecrew:skip=CKV_AWS_18
}
