provider "aws" {
  region = "us-east-1"
}
resource "aws_flow_log" "f" {
  vpc_id          = "vpc-1"
  traffic_type    = "ALL"
  log_destination = "arn:aws:logs:eu-west-1:111122223333:log-group:l"
  iam_role_arn    = "arn:aws:iam::111122223333:role/r"
}
