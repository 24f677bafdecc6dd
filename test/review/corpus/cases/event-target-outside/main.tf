provider "aws" {
  region = "us-east-1"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = "r"
  arn  = "arn:aws:events:eu-central-1:111122223333:event-bus/default"
}
