provider "aws" {
  region = "us-east-1"
}
resource "aws_subnet" "s" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = "us-east-1-scl-1a"
}
