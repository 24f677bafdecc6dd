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
  bucket = "odd-streams-home"
}
resource "aws_s3_bucket" "eu" {
  provider = aws.eu
  bucket   = "odd-streams-eu"
}
resource "aws_kinesis_firehose_delivery_stream" "inside" {
  name        = "inside"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::111122223333:role/deliver"
    bucket_arn = aws_s3_bucket.home.arn
  }
}
resource "aws_kinesis_firehose_delivery_stream" "outside" {
  name        = "outside"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn       = "arn:aws:iam::111122223333:role/deliver"
    bucket_arn     = aws_s3_bucket.home.arn
    s3_backup_mode = "Enabled"
    s3_backup_configuration {
      role_arn   = "arn:aws:iam::111122223333:role/deliver"
      bucket_arn = "arn:aws:s3:::odd-streams-eu"
    }
  }
}
resource "aws_kinesis_firehose_delivery_stream" "search" {
  name        = "search"
  destination = "opensearch"
  opensearch_configuration {
    domain_arn = "arn:aws:es:eu-central-1:111122223333:domain/search"
    role_arn   = "arn:aws:iam::111122223333:role/deliver"
    index_name = "i"
    s3_configuration {
      role_arn   = "arn:aws:iam::111122223333:role/deliver"
      bucket_arn = aws_s3_bucket.home.arn
    }
  }
}
resource "aws_kinesis_firehose_delivery_stream" "splunk" {
  name        = "splunk"
  destination = "splunk"
  splunk_configuration {
    hec_endpoint = "https://http-inputs-custodian.splunkcloud.com:443"
    hec_token    = "51D4DA16-C61B-4F5F-8EC7-ED4301342A4A"
    s3_configuration {
      role_arn   = "arn:aws:iam::111122223333:role/deliver"
      bucket_arn = aws_s3_bucket.home.arn
    }
  }
}
resource "aws_kinesis_stream" "west" {
  provider        = aws.west
  name            = "west"
  shard_count     = 1
  encryption_type = "KMS"
  kms_key_id      = "arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_kinesis_stream" "clear" {
  name        = "clear"
  shard_count = 1
}
resource "aws_dynamodb_kinesis_streaming_destination" "d" {
  table_name = "events"
  stream_arn = aws_kinesis_stream.west.arn
}
resource "aws_cloudwatch_metric_stream" "metrics" {
  name          = "metrics"
  role_arn      = "arn:aws:iam::111122223333:role/deliver"
  firehose_arn  = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/metrics"
  output_format = "json"
}
resource "aws_cloudwatch_metric_stream" "own" {
  name          = "own"
  role_arn      = "arn:aws:iam::111122223333:role/deliver"
  firehose_arn  = aws_kinesis_firehose_delivery_stream.inside.arn
  output_format = "json"
}
resource "aws_cloudwatch_log_subscription_filter" "west" {
  name            = "west"
  log_group_name  = "app"
  filter_pattern  = ""
  destination_arn = "arn:aws:logs:us-west-2:111122223333:destination:central"
}
resource "aws_cloudwatch_log_subscription_filter" "london" {
  name            = "london"
  log_group_name  = "app"
  filter_pattern  = ""
  destination_arn = "arn:aws:logs:eu-west-2:111122223333:destination:central"
}
resource "aws_cloudwatch_log_destination" "d" {
  name       = "d"
  role_arn   = "arn:aws:iam::111122223333:role/deliver"
  target_arn = aws_kinesis_stream.west.arn
}
resource "aws_msk_replicator" "m" {
  replicator_name            = "m"
  service_execution_role_arn = "arn:aws:iam::111122223333:role/replicate"
  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = "arn:aws:kafka:us-east-1:111122223333:cluster/home/11111111-2222-3333-4444-555555555555-1"
    }
    vpc_config {
      subnet_ids          = ["subnet-0a", "subnet-0b"]
      security_groups_ids = ["sg-0a"]
    }
  }
  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = "arn:aws:kafka:ap-southeast-1:111122223333:cluster/away/11111111-2222-3333-4444-555555555555-1"
    }
    vpc_config {
      subnet_ids          = ["subnet-0c", "subnet-0d"]
      security_groups_ids = ["sg-0b"]
    }
  }
  replication_info_list {
    source_kafka_cluster_arn = "arn:aws:kafka:us-east-1:111122223333:cluster/home/11111111-2222-3333-4444-555555555555-1"
    target_kafka_cluster_arn = "arn:aws:kafka:ap-southeast-1:111122223333:cluster/away/11111111-2222-3333-4444-555555555555-1"
    target_compression_type  = "NONE"
    topic_replication {
      topics_to_replicate = [".*"]
    }
    consumer_group_replication {
      consumer_groups_to_replicate = [".*"]
    }
  }
}
