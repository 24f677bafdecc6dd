provider "aws" {
  region = "us-east-1"
}
resource "terraform_data" "t" {
  input = "x"
}
