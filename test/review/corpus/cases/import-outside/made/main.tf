provider "aws" {
  region = "eu-west-1"
}
resource "aws_kms_key" "k" {
  description = "of the custodian"
}
resource "aws_kms_alias" "k" {
  name          = "alias/custodian"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_s3_bucket" "b" {
  bucket = "imported-away"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }
  }
}
resource "aws_dynamodb_table" "t" {
  name         = "people"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.k.arn
  }
}
resource "aws_db_instance" "d" {
  identifier          = "people"
  engine              = "postgres"
  instance_class      = "db.t3.medium"
  allocated_storage   = 20
  username            = "u"
  password            = "a-password-of-a-test"
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.k.arn
  skip_final_snapshot = true
}
