provider "aws" {
  region = "us-east-1"
}
resource "aws_cloudformation_stack" "s" {
  name          = "s"
  template_body = "{}"
}
