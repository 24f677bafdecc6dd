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

variable "replicas" {
  type    = list(string)
  default = ["us-west-2", "sa-east-1"]
}
resource "aws_dynamodb_table" "dynamic" {
  name             = "dynamic"
  hash_key         = "id"
  billing_mode     = "PAY_PER_REQUEST"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"
  attribute {
    name = "id"
    type = "S"
  }
  dynamic "replica" {
    for_each = toset(var.replicas)
    content {
      region_name = replica.value
    }
  }
}
resource "aws_dynamodb_table" "home" {
  name         = "home"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  }
  replica {
    region_name = "us-west-2"
    kms_key_arn = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
  }
}
resource "aws_dynamodb_global_table" "old" {
  name = "old"
  replica {
    region_name = "us-east-1"
  }
  replica {
    region_name = "ca-central-1"
  }
}
resource "aws_dynamodb_table_replica" "west" {
  provider         = aws.west
  global_table_arn = aws_dynamodb_table.home.arn
  kms_key_arn      = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_rds_global_cluster" "g" {
  global_cluster_identifier = "g"
  engine                    = "aurora-postgresql"
  engine_version            = "15.4"
  storage_encrypted         = true
}
resource "aws_rds_cluster" "primary" {
  cluster_identifier          = "primary"
  engine                      = "aurora-postgresql"
  engine_version              = "15.4"
  global_cluster_identifier   = aws_rds_global_cluster.g.id
  manage_master_user_password = true
  master_username             = "admin1"
  skip_final_snapshot         = true
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_rds_cluster" "frankfurt" {
  provider                  = aws.eu
  cluster_identifier        = "secondary"
  engine                    = "aurora-postgresql"
  engine_version            = "15.4"
  global_cluster_identifier = aws_rds_global_cluster.g.id
  skip_final_snapshot       = true
  source_region             = "us-east-1"
  storage_encrypted         = true
  kms_key_id                = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_db_instance_automated_backups_replication" "west" {
  provider               = aws.west
  source_db_instance_arn = "arn:aws:rds:us-east-1:111122223333:db:home"
  kms_key_id             = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_redshift_snapshot_copy" "eu" {
  cluster_identifier = "w"
  destination_region = "eu-north-1"
}
resource "aws_redshift_snapshot_copy" "west" {
  cluster_identifier = "w2"
  destination_region = "us-west-2"
}
resource "aws_elasticache_replication_group" "member" {
  provider                    = aws.west
  replication_group_id        = "member"
  description                 = "a secondary"
  global_replication_group_id = "ldgnf-home"
}
resource "aws_keyspaces_keyspace" "k" {
  name = "k"
  replication_specification {
    replication_strategy = "MULTI_REGION"
    region_list          = ["us-east-1", "eu-west-1"]
  }
}
resource "aws_kms_key" "mrk" {
  multi_region = true
}
resource "aws_kms_replica_key" "eu" {
  provider        = aws.eu
  primary_key_arn = aws_kms_key.mrk.arn
}
