provider "aws" {
  region = "us-east-1"
}
removed {
  from = aws_backup_vault.v
  lifecycle {
    destroy = false
  }
}
