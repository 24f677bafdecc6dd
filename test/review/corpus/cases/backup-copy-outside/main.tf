provider "aws" {
  region = "us-east-1"
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"

}
resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "r"
    target_vault_name = "va-v"
    schedule          = "cron(0 5 ? * * *)"
    copy_action {
      destination_vault_arn = "arn:aws:backup:ap-southeast-1:111122223333:backup-vault:v"
    }
  }
}
