provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_alias" "a" {
  name          = "alias/x"
  target_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_sns_topic" "t" {
  name              = "t"
  kms_master_key_id = aws_kms_alias.a.arn
}
