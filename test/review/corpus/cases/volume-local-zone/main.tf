provider "aws" {
  region = "us-east-1"
}
resource "aws_ebs_volume" "v" {
  availability_zone = "us-east-1-bue-1a"
  size              = 1
  encrypted         = true
  kms_key_id        = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
