provider "aws" {
  region = "us-east-1"
}
resource "aws_sns_topic_subscription" "s" {
  topic_arn = "arn:aws:sns:us-east-1:111122223333:t"
  protocol  = "email"
  endpoint  = "someone@example.com"
}
