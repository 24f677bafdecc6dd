variable "own" {
  default = true
}
provider "aws" {
  region = "us-east-1"
}
resource "aws_s3_bucket" "b" {
  bucket = "x-b"
}
resource "aws_kms_key" "k" {

}
resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.own ? aws_kms_key.k.arn : null
    }
  }
}
