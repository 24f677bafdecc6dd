provider "aws" {
  region = "us-east-1"
}
resource "aws_cloudformation_stack_set_instance" "i" {
  stack_set_name = "s"
  account_id     = "111122223333"
  region         = "eu-west-1"
}
