provider "aws" {
  region = "us-east-1"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = "r"
  arn  = "arn:aws:events:eu-central-1:111122223333:event-bus/default"
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"

}
