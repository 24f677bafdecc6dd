provider "aws" {
  region = "us-east-1"
}
resource "aws_backup_vault" "v" {
  name        = "vault"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  lifecycle {
    postcondition {
      condition     = self.recovery_points == 0
      error_message = "It is not empty."
    }
  }
}
check "name" {
  assert {
    condition     = aws_backup_vault.v.name == "another"
    error_message = "It has another name."
  }
}
check "later" {
  assert {
    condition     = aws_backup_vault.v.arn != ""
    error_message = "It has no ARN."
  }
}
