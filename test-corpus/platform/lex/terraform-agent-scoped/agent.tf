resource "aws_iam_role" "agent" {
  name = "agent"
}

resource "aws_bedrockagent_agent" "desk" {
  agent_name       = "desk"
  foundation_model = var.model
  instruction      = <<-EOT
    You are the assistant of Tramvia.
    Only answer questions about tickets and timetables.
    For anything else, say that you can only help with tickets and timetables.
  EOT
}

variable "model" {
  default = "anthropic.claude-3-haiku"
}
