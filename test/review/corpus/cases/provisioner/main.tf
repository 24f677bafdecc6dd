provider "aws" {
  region = "us-east-1"
}
resource "terraform_data" "t" {
  provisioner "local-exec" {
    command = "true"
  }
}
