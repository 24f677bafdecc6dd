provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}

locals {
  copies = {
    west   = { region = "us-west-2" }
    dublin = { region = "eu-west-1" }
  }
}
resource "aws_backup_vault" "v" {
  name        = "vault"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_backup_vault" "west" {
  provider    = aws.west
  name        = "vault"
  kms_key_arn = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.v.name
    schedule          = "cron(0 12 * * ? *)"
    dynamic "copy_action" {
      for_each = local.copies
      content {
        destination_vault_arn = "arn:aws:backup:${copy_action.value.region}:111122223333:backup-vault:vault"
      }
    }
  }
}
resource "aws_backup_plan" "reference" {
  name = "reference"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.v.name
    schedule          = "cron(0 12 * * ? *)"
    copy_action {
      destination_vault_arn = aws_backup_vault.west.arn
    }
  }
}
resource "aws_ecr_replication_configuration" "r" {
  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = ["us-west-2", "ap-south-1"]
        content {
          region      = destination.value
          registry_id = "111122223333"
        }
      }
    }
  }
}
resource "aws_ebs_snapshot_copy" "in" {
  source_snapshot_id = "snap-0a"
  source_region      = "eu-west-1"
  encrypted          = true
  kms_key_id         = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_ami_copy" "west" {
  provider          = aws.west
  name              = "west"
  source_ami_id     = "ami-0a"
  source_ami_region = "us-east-1"
  encrypted         = true
  kms_key_id        = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_dlm_lifecycle_policy" "d" {
  description        = "d"
  execution_role_arn = "arn:aws:iam::111122223333:role/dlm"
  policy_details {
    resource_types = ["VOLUME"]
    target_tags    = { keep = "yes" }
    schedule {
      name = "daily"
      create_rule {
        interval = 24
      }
      retain_rule {
        count = 7
      }
      cross_region_copy_rule {
        target    = "eu-central-1"
        encrypted = true
        cmk_arn   = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555"
      }
    }
  }
}
resource "aws_imagebuilder_distribution_configuration" "i" {
  name = "i"
  dynamic "distribution" {
    for_each = toset(["us-east-2", "me-south-1"])
    content {
      region = distribution.value
      ami_distribution_configuration {
        name = "i-{{ imagebuilder:buildDate }}"
      }
    }
  }
}
resource "aws_efs_file_system" "home" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_efs_replication_configuration" "west" {
  source_file_system_id = aws_efs_file_system.home.id
  destination {
    region     = "us-west-2"
    kms_key_id = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
  }
}
resource "aws_efs_replication_configuration" "eu" {
  source_file_system_id = "fs-0a"
  destination {
    region = "eu-west-3"
  }
}
resource "aws_secretsmanager_secret" "s" {
  name       = "s"
  kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  dynamic "replica" {
    for_each = local.copies
    content {
      region     = replica.value.region
      kms_key_id = replace("arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555", "us-east-1", replica.value.region)
    }
  }
}
