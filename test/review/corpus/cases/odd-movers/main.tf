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

resource "aws_s3_bucket" "home" {
  bucket = "odd-movers-home"
}
resource "aws_s3_bucket" "eu" {
  provider = aws.eu
  bucket   = "odd-movers-eu"
}
resource "aws_dms_s3_endpoint" "eu" {
  endpoint_id             = "eu"
  endpoint_type           = "target"
  bucket_name             = aws_s3_bucket.eu.bucket
  service_access_role_arn = "arn:aws:iam::111122223333:role/dms"
}
resource "aws_dms_s3_endpoint" "home" {
  endpoint_id                       = "home"
  endpoint_type                     = "target"
  bucket_name                       = aws_s3_bucket.home.bucket
  service_access_role_arn           = "arn:aws:iam::111122223333:role/dms"
  encryption_mode                   = "SSE_KMS"
  server_side_encryption_kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_dms_endpoint" "away" {
  endpoint_id   = "away"
  endpoint_type = "target"
  engine_name   = "postgres"
  server_name   = "db.cluster-abc.eu-west-1.rds.amazonaws.com"
  port          = 5432
  username      = "u"
  password      = "a-password"
  database_name = "d"
  kms_key_arn   = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_datasync_location_s3" "home" {
  s3_bucket_arn = aws_s3_bucket.home.arn
  subdirectory  = "/"
  s3_config {
    bucket_access_role_arn = "arn:aws:iam::111122223333:role/sync"
  }
}
resource "aws_datasync_location_s3" "eu" {
  s3_bucket_arn = "arn:aws:s3:::odd-movers-eu"
  subdirectory  = "/"
  s3_config {
    bucket_access_role_arn = "arn:aws:iam::111122223333:role/sync"
  }
}
resource "aws_datasync_task" "out" {
  name                     = "out"
  source_location_arn      = aws_datasync_location_s3.home.arn
  destination_location_arn = "arn:aws:datasync:eu-west-1:111122223333:location/loc-0a1b2c3d4e5f6a7b8"
}
resource "aws_glue_catalog_database" "link" {
  name = "link"
  target_database {
    catalog_id    = "111122223333"
    database_name = "d"
    region        = "eu-west-1"
  }
}
resource "aws_glue_job" "j" {
  name     = "j"
  role_arn = "arn:aws:iam::111122223333:role/glue"
  command {
    script_location = "s3://odd-movers-home/script.py"
  }
  default_arguments = {
    "--TempDir" = "s3://odd-movers-eu/temp/"
  }
}
resource "aws_glue_connection" "jdbc" {
  name = "jdbc"
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db.example.com:5432/d"
    USERNAME            = "u"
    PASSWORD            = "a-password"
  }
}
resource "aws_opensearch_outbound_connection" "o" {
  connection_alias = "o"
  local_domain_info {
    owner_id    = "111122223333"
    region      = "us-east-1"
    domain_name = "home"
  }
  remote_domain_info {
    owner_id    = "111122223333"
    region      = "eu-west-1"
    domain_name = "away"
  }
}
resource "aws_fsx_data_repository_association" "r" {
  file_system_id       = "fs-0123456789abcdef0"
  data_repository_path = "s3://odd-movers-eu/data"
  file_system_path     = "/data"
}
resource "aws_transfer_connector" "t" {
  access_role = "arn:aws:iam::111122223333:role/transfer"
  url         = "sftp://sftp.example.com"
  sftp_config {
    trusted_host_keys = ["ssh-rsa AAAAB3NzaC1yc2E"]
    user_secret_id    = "arn:aws:secretsmanager:us-east-1:111122223333:secret:s"
  }
}
resource "aws_appflow_flow" "f" {
  name    = "flow"
  kms_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  source_flow_config {
    connector_type = "S3"
    source_connector_properties {
      s3 {
        bucket_name   = aws_s3_bucket.home.bucket
        bucket_prefix = "in"
      }
    }
  }
  destination_flow_config {
    connector_type = "S3"
    destination_connector_properties {
      s3 {
        bucket_name = aws_s3_bucket.eu.bucket
      }
    }
  }
  task {
    source_fields = ["a"]
    task_type     = "Map_all"
  }
  trigger_config {
    trigger_type = "OnDemand"
  }
}
resource "aws_bedrock_model_invocation_logging_configuration" "b" {
  logging_config {
    s3_config {
      bucket_name = aws_s3_bucket.eu.bucket
    }
  }
}
resource "aws_athena_workgroup" "a" {
  name = "a"
  configuration {
    result_configuration {
      output_location = "s3://${aws_s3_bucket.home.bucket}/out/"
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
      }
    }
  }
}
resource "aws_s3control_multi_region_access_point" "m" {
  details {
    name = "movers"
    region {
      bucket = aws_s3_bucket.home.bucket
    }
    region {
      bucket = aws_s3_bucket.eu.bucket
    }
  }
}
