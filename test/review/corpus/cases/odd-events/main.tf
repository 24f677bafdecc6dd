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

resource "aws_sqs_queue" "home" {
  name              = "home"
  kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_sqs_queue" "eu" {
  provider          = aws.eu
  name              = "away"
  kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_sns_topic" "home" {
  name              = "home"
  kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_sns_topic_subscription" "eu" {
  topic_arn = aws_sns_topic.home.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.eu.arn
}
resource "aws_sns_topic_subscription" "home" {
  topic_arn = aws_sns_topic.home.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.home.arn
}
resource "aws_sns_topic_subscription" "web" {
  topic_arn = aws_sns_topic.home.arn
  protocol  = "https"
  endpoint  = "https://hooks.example.com/sns"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  package_type  = "Image"
  image_uri     = "111122223333.dkr.ecr.us-east-1.amazonaws.com/f:1"
  dead_letter_config {
    target_arn = "arn:aws:sqs:us-east-1:111122223333:home"
  }
}
resource "aws_lambda_function_event_invoke_config" "f" {
  function_name = aws_lambda_function.f.function_name
  destination_config {
    on_failure {
      destination = aws_sqs_queue.home.arn
    }
    on_success {
      destination = "arn:aws:events:eu-west-1:111122223333:event-bus/default"
    }
  }
}
resource "aws_lambda_event_source_mapping" "m" {
  function_name    = aws_lambda_function.f.arn
  event_source_arn = "arn:aws:kinesis:us-east-1:111122223333:stream/s"
  starting_position = "LATEST"
  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.eu.arn
    }
  }
}
resource "aws_cloudwatch_event_rule" "r" {
  name          = "r"
  event_pattern = jsonencode({ source = ["custom"] })
}
resource "aws_cloudwatch_event_target" "west" {
  rule     = aws_cloudwatch_event_rule.r.name
  arn      = "arn:aws:events:us-west-2:111122223333:event-bus/default"
  role_arn = "arn:aws:iam::111122223333:role/events"
}
resource "aws_cloudwatch_event_target" "tokyo" {
  rule     = aws_cloudwatch_event_rule.r.name
  arn      = "arn:aws:events:ap-northeast-1:444455556666:event-bus/theirs"
  role_arn = "arn:aws:iam::111122223333:role/events"
}
resource "aws_cloudwatch_event_endpoint" "e" {
  name     = "e"
  role_arn = "arn:aws:iam::111122223333:role/events"
  event_bus {
    event_bus_arn = "arn:aws:events:us-east-1:111122223333:event-bus/b"
  }
  event_bus {
    event_bus_arn = "arn:aws:events:eu-west-1:111122223333:event-bus/b"
  }
  routing_config {
    failover_config {
      primary {
        health_check = "arn:aws:route53:::healthcheck/11111111-2222-3333-4444-555555555555"
      }
      secondary {
        route = "eu-west-1"
      }
    }
  }
}
resource "aws_scheduler_schedule" "s" {
  name                = "s"
  schedule_expression = "rate(1 hour)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:sqs:eu-west-1:111122223333:away"
    role_arn = "arn:aws:iam::111122223333:role/s"
  }
}
resource "aws_pipes_pipe" "p" {
  name     = "p"
  role_arn = "arn:aws:iam::111122223333:role/p"
  source   = aws_sqs_queue.home.arn
  target   = "arn:aws:kinesis:eu-west-1:111122223333:stream/s"
}
