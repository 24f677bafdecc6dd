provider "aws" {
  region = "us-east-1"
}
resource "aws_sns_topic" "t" {
  name              = "t"
  kms_master_key_id = "alias/aws/sns"
}
