provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "s" {
  name       = "s"
  kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  replica {
    region     = "us-west-2"
    kms_key_id = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
  }
}
