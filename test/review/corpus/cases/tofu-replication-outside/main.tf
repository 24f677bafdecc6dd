provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "e"
  region = "eu-west-1"
}
resource "aws_s3_bucket" "b" {
  bucket = "x-b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
    }
  }
}
resource "aws_s3_bucket" "c" {
  provider = aws.e
  bucket   = "x-c"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "f" {
  provider = aws.e
  bucket = aws_s3_bucket.c.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
    }
  }
}
resource "aws_s3_bucket_replication_configuration" "r" {
  bucket = aws_s3_bucket.b.id
  role   = "arn:aws:iam::111122223333:role/r"
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.c.arn
    }
  }
}
