export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "cutover": {
          Tables: {
            "alert_kinds": {
                  Row: {
                    "ends": string,"id": string,"level": string,"quiet_seconds": number,"remedy": string,"title": string,"watched": boolean,"why": string
                  }
                  ComputedFields: never
                  Insert: {
                    "ends": string,"id": string,"level": string,"quiet_seconds": number,"remedy": string,"title": string,"watched": boolean,"why": string
                  }
                  Update: {
                    "ends"?: string,"id"?: string,"level"?: string,"quiet_seconds"?: number,"remedy"?: string,"title"?: string,"watched"?: boolean,"why"?: string
                  }
                  Relationships: [
                    
                  ]
                },"alerts": {
                  Row: {
                    "acknowledged_at": string | null,"acknowledged_by": string | null,"acknowledgement": string | null,"detail": NonNullable<Json>,"escalated_at": string | null,"gone_since": string | null,"group_id": number | null,"id": number,"is_event": boolean,"key": string,"kind": string,"last_seen_at": string,"level": string,"occurrences": number,"raised_at": string,"remedy": string,"repeated_at": string | null,"resolution": string | null,"resolved_at": string | null,"run_id": string | null,"table_id": number | null,"title": string
                  }
                  ComputedFields: never
                  Insert: {
                    "acknowledged_at"?: string | null,"acknowledged_by"?: string | null,"acknowledgement"?: string | null,"detail"?: NonNullable<Json>,"escalated_at"?: string | null,"gone_since"?: string | null,"group_id"?: number | null,"id"?: never,"is_event": boolean,"key": string,"kind": string,"last_seen_at"?: string,"level": string,"occurrences"?: number,"raised_at"?: string,"remedy": string,"repeated_at"?: string | null,"resolution"?: string | null,"resolved_at"?: string | null,"run_id"?: string | null,"table_id"?: number | null,"title": string
                  }
                  Update: {
                    "acknowledged_at"?: string | null,"acknowledged_by"?: string | null,"acknowledgement"?: string | null,"detail"?: NonNullable<Json>,"escalated_at"?: string | null,"gone_since"?: string | null,"group_id"?: number | null,"id"?: never,"is_event"?: boolean,"key"?: string,"kind"?: string,"last_seen_at"?: string,"level"?: string,"occurrences"?: number,"raised_at"?: string,"remedy"?: string,"repeated_at"?: string | null,"resolution"?: string | null,"resolved_at"?: string | null,"run_id"?: string | null,"table_id"?: number | null,"title"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "alerts_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_kind_fkey"
      columns: ["kind"]
isOneToOne: false
      referencedRelation: "alert_kinds"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "cutover_runs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "write_pauses"
      referencedColumns: ["run_id"]
    },{
      foreignKeyName: "alerts_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"apply_failures": {
                  Row: {
                    "attempts": number,"error_code": string,"error_object": string | null,"first_failed_at": string,"key": (string)[],"key_digest": string,"last_failed_at": string,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"error_code": string,"error_object"?: string | null,"first_failed_at"?: string,"key": (string)[],"key_digest"?: never,"last_failed_at"?: string,"table_id": number
                  }
                  Update: {
                    "attempts"?: number,"error_code"?: string,"error_object"?: string | null,"first_failed_at"?: string,"key"?: (string)[],"key_digest"?: never,"last_failed_at"?: string,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "apply_failures_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"apply_rates": {
                  Row: {
                    "group_id": number,"measured_at": string,"rows_per_second": number
                  }
                  ComputedFields: never
                  Insert: {
                    "group_id": number,"measured_at"?: string,"rows_per_second": number
                  }
                  Update: {
                    "group_id"?: number,"measured_at"?: string,"rows_per_second"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "apply_rates_group_id_fkey"
      columns: ["group_id"]
isOneToOne: true
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    }
                  ]
                },"audit_anchors": {
                  Row: {
                    "hash": string,"id": number,"origin": string,"recorded_at": string,"sent_to": string,"seq": number
                  }
                  ComputedFields: never
                  Insert: {
                    "hash": string,"id"?: never,"origin": string,"recorded_at"?: string,"sent_to": string,"seq": number
                  }
                  Update: {
                    "hash"?: string,"id"?: never,"origin"?: string,"recorded_at"?: string,"sent_to"?: string,"seq"?: number
                  }
                  Relationships: [
                    
                  ]
                },"audit_phrases": {
                  Row: {
                    "action": string,"base": string,"object": string,"past": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"base": string,"object": string,"past": string
                  }
                  Update: {
                    "action"?: string,"base"?: string,"object"?: string,"past"?: string
                  }
                  Relationships: [
                    
                  ]
                },"backfills": {
                  Row: {
                    "chunk_rows": number,"finished_at": string | null,"finishes_at": string | null,"last_key": (string)[] | null,"next_chunk_at": string,"paused_since": string | null,"rows_done": number,"rows_estimated": number,"rows_per_second": number | null,"started_at": string,"status": string,"table_id": number,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "chunk_rows"?: number,"finished_at"?: string | null,"finishes_at"?: string | null,"last_key"?: (string)[] | null,"next_chunk_at"?: string,"paused_since"?: string | null,"rows_done"?: number,"rows_estimated"?: number,"rows_per_second"?: number | null,"started_at"?: string,"status"?: string,"table_id": number,"updated_at"?: string
                  }
                  Update: {
                    "chunk_rows"?: number,"finished_at"?: string | null,"finishes_at"?: string | null,"last_key"?: (string)[] | null,"next_chunk_at"?: string,"paused_since"?: string | null,"rows_done"?: number,"rows_estimated"?: number,"rows_per_second"?: number | null,"started_at"?: string,"status"?: string,"table_id"?: number,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "backfills_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"backlogs": {
                  Row: {
                    "due_at": string,"entries": number,"level": string,"level_since": string,"measured_at": string,"oldest_at": string | null,"reasons": (string)[],"side": string,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "due_at"?: string,"entries": number,"level"?: string,"level_since"?: string,"measured_at"?: string,"oldest_at"?: string | null,"reasons"?: (string)[],"side": string,"table_id": number
                  }
                  Update: {
                    "due_at"?: string,"entries"?: number,"level"?: string,"level_since"?: string,"measured_at"?: string,"oldest_at"?: string | null,"reasons"?: (string)[],"side"?: string,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "backlogs_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"completions": {
                  Row: {
                    "broke_at": string | null,"broke_because": string | null,"looked_at": string,"missing": (string)[],"since": string,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "broke_at"?: string | null,"broke_because"?: string | null,"looked_at"?: string,"missing": (string)[],"since": string,"table_id": number
                  }
                  Update: {
                    "broke_at"?: string | null,"broke_because"?: string | null,"looked_at"?: string,"missing"?: (string)[],"since"?: string,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "completions_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"cutover_audit_log": {
                  Row: {
                    "action": string,"actor": string,"actor_label": string | null,"actor_role": string | null,"client_address": string | null,"detail": NonNullable<Json>,"duration_ms": number | null,"hash": string,"on_behalf_of": string | null,"outcome": string,"previous_hash": string,"recorded_at": string,"request_id": string | null,"seq": number,"target": string | null,"target_kind": string | null,"transaction_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor": string,"actor_label"?: string | null,"actor_role"?: string | null,"client_address"?: string | null,"detail": NonNullable<Json>,"duration_ms"?: number | null,"hash": string,"on_behalf_of"?: string | null,"outcome": string,"previous_hash": string,"recorded_at": string,"request_id"?: string | null,"seq": number,"target"?: string | null,"target_kind"?: string | null,"transaction_id": number
                  }
                  Update: {
                    "action"?: string,"actor"?: string,"actor_label"?: string | null,"actor_role"?: string | null,"client_address"?: string | null,"detail"?: NonNullable<Json>,"duration_ms"?: number | null,"hash"?: string,"on_behalf_of"?: string | null,"outcome"?: string,"previous_hash"?: string,"recorded_at"?: string,"request_id"?: string | null,"seq"?: number,"target"?: string | null,"target_kind"?: string | null,"transaction_id"?: number
                  }
                  Relationships: [
                    
                  ]
                },"cutover_checklists": {
                  Row: {
                    "attested_by": string | null,"evaluated_at": string,"evidence": NonNullable<Json>,"expires_at": string | null,"measured_at": string | null,"rule_id": string,"table_id": number,"threshold": number,"value": number | null,"verdict": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attested_by"?: string | null,"evaluated_at"?: string,"evidence"?: NonNullable<Json>,"expires_at"?: string | null,"measured_at"?: string | null,"rule_id": string,"table_id": number,"threshold": number,"value"?: number | null,"verdict": string
                  }
                  Update: {
                    "attested_by"?: string | null,"evaluated_at"?: string,"evidence"?: NonNullable<Json>,"expires_at"?: string | null,"measured_at"?: string | null,"rule_id"?: string,"table_id"?: number,"threshold"?: number,"value"?: number | null,"verdict"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "cutover_checklists_rule_id_fkey"
      columns: ["rule_id"]
isOneToOne: false
      referencedRelation: "rules"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "cutover_checklists_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"cutover_run_steps": {
                  Row: {
                    "detail": NonNullable<Json>,"finished_at": string | null,"id": number,"outcome": string,"run_id": string,"started_at": string,"step": string
                  }
                  ComputedFields: never
                  Insert: {
                    "detail"?: NonNullable<Json>,"finished_at"?: string | null,"id"?: never,"outcome"?: string,"run_id": string,"started_at"?: string,"step": string
                  }
                  Update: {
                    "detail"?: NonNullable<Json>,"finished_at"?: string | null,"id"?: never,"outcome"?: string,"run_id"?: string,"started_at"?: string,"step"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "cutover_run_steps_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "cutover_runs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "cutover_run_steps_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "write_pauses"
      referencedColumns: ["run_id"]
    }
                  ]
                },"cutover_runs": {
                  Row: {
                    "conflict_policy": string | null,"deadline_at": string,"error": Json | null,"fallback_hours": number | null,"finished_at": string | null,"group_id": number,"heartbeat_at": string,"id": string,"kind": string,"mode": string,"reason": string | null,"requested_at": string,"requested_by": string,"result": NonNullable<Json>,"skipped_rules": (string)[],"status": string,"step": string,"token": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conflict_policy"?: string | null,"deadline_at": string,"error"?: Json | null,"fallback_hours"?: number | null,"finished_at"?: string | null,"group_id": number,"heartbeat_at"?: string,"id"?: string,"kind": string,"mode"?: string,"reason"?: string | null,"requested_at"?: string,"requested_by": string,"result"?: NonNullable<Json>,"skipped_rules"?: (string)[],"status"?: string,"step"?: string,"token"?: string
                  }
                  Update: {
                    "conflict_policy"?: string | null,"deadline_at"?: string,"error"?: Json | null,"fallback_hours"?: number | null,"finished_at"?: string | null,"group_id"?: number,"heartbeat_at"?: string,"id"?: string,"kind"?: string,"mode"?: string,"reason"?: string | null,"requested_at"?: string,"requested_by"?: string,"result"?: NonNullable<Json>,"skipped_rules"?: (string)[],"status"?: string,"step"?: string,"token"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "cutover_runs_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    }
                  ]
                },"cutover_tables": {
                  Row: {
                    "automatic_rollback": boolean,"backfilled_at": string | null,"capture_stopped_at": string | null,"capturing_since": string | null,"columns": NonNullable<Json>,"completed_at": string | null,"created_at": string,"created_by": string,"cutover_at": string | null,"data_class": string,"finalized_at": string | null,"freeze_writes": string,"group_id": number,"id": number,"ignored_columns": (string)[],"legacy_endpoint": string,"legacy_schema": string,"legacy_table": string,"name": string,"neighbours": NonNullable<Json>,"position": number,"read_source": string,"rolled_back_at": string | null,"routed_name": string | null,"routed_schema": string | null,"source_id": number,"state": string,"supabase_endpoint": string,"supabase_schema": string,"supabase_table": string,"tenant_column": string | null,"updated_at": string,"write_source": string
                  }
                  ComputedFields: never
                  Insert: {
                    "automatic_rollback"?: boolean,"backfilled_at"?: string | null,"capture_stopped_at"?: string | null,"capturing_since"?: string | null,"columns": NonNullable<Json>,"completed_at"?: string | null,"created_at"?: string,"created_by": string,"cutover_at"?: string | null,"data_class"?: string,"finalized_at"?: string | null,"freeze_writes"?: string,"group_id": number,"id"?: never,"ignored_columns"?: (string)[],"legacy_endpoint"?: string,"legacy_schema": string,"legacy_table": string,"name": string,"neighbours"?: NonNullable<Json>,"position"?: number,"read_source"?: string,"rolled_back_at"?: string | null,"routed_name"?: string | null,"routed_schema"?: string | null,"source_id": number,"state"?: string,"supabase_endpoint"?: string,"supabase_schema": string,"supabase_table": string,"tenant_column"?: string | null,"updated_at"?: string,"write_source"?: string
                  }
                  Update: {
                    "automatic_rollback"?: boolean,"backfilled_at"?: string | null,"capture_stopped_at"?: string | null,"capturing_since"?: string | null,"columns"?: NonNullable<Json>,"completed_at"?: string | null,"created_at"?: string,"created_by"?: string,"cutover_at"?: string | null,"data_class"?: string,"finalized_at"?: string | null,"freeze_writes"?: string,"group_id"?: number,"id"?: never,"ignored_columns"?: (string)[],"legacy_endpoint"?: string,"legacy_schema"?: string,"legacy_table"?: string,"name"?: string,"neighbours"?: NonNullable<Json>,"position"?: number,"read_source"?: string,"rolled_back_at"?: string | null,"routed_name"?: string | null,"routed_schema"?: string | null,"source_id"?: number,"state"?: string,"supabase_endpoint"?: string,"supabase_schema"?: string,"supabase_table"?: string,"tenant_column"?: string | null,"updated_at"?: string,"write_source"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "cutover_tables_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "cutover_tables_source_id_fkey"
      columns: ["source_id"]
isOneToOne: false
      referencedRelation: "legacy_sources"
      referencedColumns: ["id"]
    }
                  ]
                },"daily_reports": {
                  Row: {
                    "alerts": NonNullable<Json>,"audit_hash": string,"audit_seq": number,"backlog_entries": number | null,"backlog_highest": number | null,"day": string,"drift_percent": number,"drift_trend": string,"drifted": number,"id": number,"incidents": NonNullable<Json>,"made_at": string,"made_by": string,"rows_compared": number,"state": string | null,"table_id": number | null,"table_name": string | null,"write_pauses_ms": (number)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "alerts": NonNullable<Json>,"audit_hash": string,"audit_seq": number,"backlog_entries"?: number | null,"backlog_highest"?: number | null,"day": string,"drift_percent": number,"drift_trend": string,"drifted": number,"id"?: never,"incidents": NonNullable<Json>,"made_at"?: string,"made_by": string,"rows_compared": number,"state"?: string | null,"table_id"?: number | null,"table_name"?: string | null,"write_pauses_ms": (number)[]
                  }
                  Update: {
                    "alerts"?: NonNullable<Json>,"audit_hash"?: string,"audit_seq"?: number,"backlog_entries"?: number | null,"backlog_highest"?: number | null,"day"?: string,"drift_percent"?: number,"drift_trend"?: string,"drifted"?: number,"id"?: never,"incidents"?: NonNullable<Json>,"made_at"?: string,"made_by"?: string,"rows_compared"?: number,"state"?: string | null,"table_id"?: number | null,"table_name"?: string | null,"write_pauses_ms"?: (number)[]
                  }
                  Relationships: [
                    {
      foreignKeyName: "daily_reports_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"drifted_rows": {
                  Row: {
                    "columns": (string)[],"confirmed_at": string | null,"differences": Json | null,"first_seen_at": string,"job_id": string | null,"key": (string)[],"key_digest": string,"kind": string,"last_seen_at": string,"resolved_at": string | null,"strikes": number,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "columns"?: (string)[],"confirmed_at"?: string | null,"differences"?: Json | null,"first_seen_at"?: string,"job_id"?: string | null,"key": (string)[],"key_digest"?: never,"kind": string,"last_seen_at"?: string,"resolved_at"?: string | null,"strikes"?: number,"table_id": number
                  }
                  Update: {
                    "columns"?: (string)[],"confirmed_at"?: string | null,"differences"?: Json | null,"first_seen_at"?: string,"job_id"?: string | null,"key"?: (string)[],"key_digest"?: never,"kind"?: string,"last_seen_at"?: string,"resolved_at"?: string | null,"strikes"?: number,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "drifted_rows_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "reconciliation_jobs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "drifted_rows_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "reconciliation_progress"
      referencedColumns: ["job_id"]
    },{
      foreignKeyName: "drifted_rows_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"error_codes": {
                  Row: {
                    "code": string,"http_status": number,"name": string,"remedy": string,"title": string
                  }
                  ComputedFields: never
                  Insert: {
                    "code": string,"http_status": number,"name": string,"remedy": string,"title": string
                  }
                  Update: {
                    "code"?: string,"http_status"?: number,"name"?: string,"remedy"?: string,"title"?: string
                  }
                  Relationships: [
                    
                  ]
                },"feature_flags": {
                  Row: {
                    "description": string,"enabled": boolean,"environment": string,"name": string,"rollout_percentage": number,"updated_at": string,"updated_by": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "description": string,"enabled"?: boolean,"environment": string,"name": string,"rollout_percentage"?: number,"updated_at"?: string,"updated_by"?: string | null
                  }
                  Update: {
                    "description"?: string,"enabled"?: boolean,"environment"?: string,"name"?: string,"rollout_percentage"?: number,"updated_at"?: string,"updated_by"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"force_requests": {
                  Row: {
                    "approved_at": string | null,"approved_by": string | null,"expires_at": string,"group_id": number,"id": string,"reason": string,"requested_at": string,"requested_by": string,"rules": (string)[],"run_id": string | null,"used_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "approved_at"?: string | null,"approved_by"?: string | null,"expires_at": string,"group_id": number,"id"?: string,"reason": string,"requested_at"?: string,"requested_by": string,"rules": (string)[],"run_id"?: string | null,"used_at"?: string | null
                  }
                  Update: {
                    "approved_at"?: string | null,"approved_by"?: string | null,"expires_at"?: string,"group_id"?: number,"id"?: string,"reason"?: string,"requested_at"?: string,"requested_by"?: string,"rules"?: (string)[],"run_id"?: string | null,"used_at"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "force_requests_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "force_requests_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "cutover_runs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "force_requests_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "write_pauses"
      referencedColumns: ["run_id"]
    }
                  ]
                },"freeze_windows": {
                  Row: {
                    "activated_at": string | null,"created_at": string,"created_by": string,"ended_at": string | null,"ended_by": string | null,"ends_at": string,"group_id": number,"id": string,"kind": string,"reason": string | null,"starts_at": string,"status": string
                  }
                  ComputedFields: never
                  Insert: {
                    "activated_at"?: string | null,"created_at"?: string,"created_by": string,"ended_at"?: string | null,"ended_by"?: string | null,"ends_at": string,"group_id": number,"id"?: string,"kind"?: string,"reason"?: string | null,"starts_at": string,"status"?: string
                  }
                  Update: {
                    "activated_at"?: string | null,"created_at"?: string,"created_by"?: string,"ended_at"?: string | null,"ended_by"?: string | null,"ends_at"?: string,"group_id"?: number,"id"?: string,"kind"?: string,"reason"?: string | null,"starts_at"?: string,"status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "freeze_windows_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    }
                  ]
                },"golden_queries": {
                  Row: {
                    "ended_at": string | null,"ended_by": string | null,"group_id": number,"id": number,"is_ordered": boolean,"legacy_sql": string,"name": string,"reason": string,"registered_at": string,"registered_by": string,"supabase_sql": string,"timeout_seconds": number,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "ended_at"?: string | null,"ended_by"?: string | null,"group_id": number,"id"?: never,"is_ordered": boolean,"legacy_sql": string,"name": string,"reason": string,"registered_at"?: string,"registered_by": string,"supabase_sql": string,"timeout_seconds": number,"version"?: number
                  }
                  Update: {
                    "ended_at"?: string | null,"ended_by"?: string | null,"group_id"?: number,"id"?: never,"is_ordered"?: boolean,"legacy_sql"?: string,"name"?: string,"reason"?: string,"registered_at"?: string,"registered_by"?: string,"supabase_sql"?: string,"timeout_seconds"?: number,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "golden_queries_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    }
                  ]
                },"golden_query_runs": {
                  Row: {
                    "created_at": string,"due_at": string,"error": Json | null,"finished_at": string | null,"id": string,"legacy_fingerprint": string | null,"legacy_ms": number | null,"legacy_rows": number | null,"legacy_scans": (string)[] | null,"query_id": number,"requested_by": string | null,"strikes": number,"supabase_fingerprint": string | null,"supabase_ms": number | null,"supabase_rows": number | null,"supabase_scans": (string)[] | null,"trigger": string,"verdict": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"due_at"?: string,"error"?: Json | null,"finished_at"?: string | null,"id"?: string,"legacy_fingerprint"?: string | null,"legacy_ms"?: number | null,"legacy_rows"?: number | null,"legacy_scans"?: (string)[] | null,"query_id": number,"requested_by"?: string | null,"strikes"?: number,"supabase_fingerprint"?: string | null,"supabase_ms"?: number | null,"supabase_rows"?: number | null,"supabase_scans"?: (string)[] | null,"trigger": string,"verdict"?: string | null
                  }
                  Update: {
                    "created_at"?: string,"due_at"?: string,"error"?: Json | null,"finished_at"?: string | null,"id"?: string,"legacy_fingerprint"?: string | null,"legacy_ms"?: number | null,"legacy_rows"?: number | null,"legacy_scans"?: (string)[] | null,"query_id"?: number,"requested_by"?: string | null,"strikes"?: number,"supabase_fingerprint"?: string | null,"supabase_ms"?: number | null,"supabase_rows"?: number | null,"supabase_scans"?: (string)[] | null,"trigger"?: string,"verdict"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "golden_query_runs_query_id_fkey"
      columns: ["query_id"]
isOneToOne: false
      referencedRelation: "golden_queries"
      referencedColumns: ["id"]
    }
                  ]
                },"integrity_checks": {
                  Row: {
                    "definition": NonNullable<Json>,"due_at": string,"finished_at": string | null,"job_id": string,"kind": string,"legacy_orphans": number | null,"legacy_rows": number | null,"milliseconds": number | null,"name": string,"number": number,"strikes": number,"supabase_orphans": number | null,"supabase_rows": number | null,"verdict": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "definition"?: NonNullable<Json>,"due_at"?: string,"finished_at"?: string | null,"job_id": string,"kind": string,"legacy_orphans"?: number | null,"legacy_rows"?: number | null,"milliseconds"?: number | null,"name": string,"number": number,"strikes"?: number,"supabase_orphans"?: number | null,"supabase_rows"?: number | null,"verdict"?: string | null
                  }
                  Update: {
                    "definition"?: NonNullable<Json>,"due_at"?: string,"finished_at"?: string | null,"job_id"?: string,"kind"?: string,"legacy_orphans"?: number | null,"legacy_rows"?: number | null,"milliseconds"?: number | null,"name"?: string,"number"?: number,"strikes"?: number,"supabase_orphans"?: number | null,"supabase_rows"?: number | null,"verdict"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "integrity_checks_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "reconciliation_jobs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "integrity_checks_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "reconciliation_progress"
      referencedColumns: ["job_id"]
    }
                  ]
                },"invariants": {
                  Row: {
                    "checked_at": string | null,"ended_at": string | null,"ended_by": string | null,"error": string | null,"group_id": number,"id": number,"name": string,"reason": string,"registered_at": string,"registered_by": string,"rows_found": number | null,"sql": string,"timeout_seconds": number
                  }
                  ComputedFields: never
                  Insert: {
                    "checked_at"?: string | null,"ended_at"?: string | null,"ended_by"?: string | null,"error"?: string | null,"group_id": number,"id"?: never,"name": string,"reason": string,"registered_at"?: string,"registered_by": string,"rows_found"?: number | null,"sql": string,"timeout_seconds": number
                  }
                  Update: {
                    "checked_at"?: string | null,"ended_at"?: string | null,"ended_by"?: string | null,"error"?: string | null,"group_id"?: number,"id"?: never,"name"?: string,"reason"?: string,"registered_at"?: string,"registered_by"?: string,"rows_found"?: number | null,"sql"?: string,"timeout_seconds"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "invariants_group_id_fkey"
      columns: ["group_id"]
isOneToOne: false
      referencedRelation: "table_groups"
      referencedColumns: ["id"]
    }
                  ]
                },"known_differences": {
                  Row: {
                    "column_name": string,"condition": string | null,"ended_at": string | null,"ended_by": string | null,"expires_at": string,"id": number,"owner": string,"reason": string,"set_at": string,"set_by": string,"table_id": number,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "column_name": string,"condition"?: string | null,"ended_at"?: string | null,"ended_by"?: string | null,"expires_at": string,"id"?: never,"owner": string,"reason": string,"set_at"?: string,"set_by": string,"table_id": number,"version": number
                  }
                  Update: {
                    "column_name"?: string,"condition"?: string | null,"ended_at"?: string | null,"ended_by"?: string | null,"expires_at"?: string,"id"?: never,"owner"?: string,"reason"?: string,"set_at"?: string,"set_by"?: string,"table_id"?: number,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "known_differences_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"legacy_sources": {
                  Row: {
                    "agent_version": string | null,"created_at": string,"created_by": string,"endpoint_description": string | null,"id": number,"kind": string,"name": string,"server_name": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_version"?: string | null,"created_at"?: string,"created_by": string,"endpoint_description"?: string | null,"id"?: never,"kind": string,"name": string,"server_name"?: string | null
                  }
                  Update: {
                    "agent_version"?: string | null,"created_at"?: string,"created_by"?: string,"endpoint_description"?: string | null,"id"?: never,"kind"?: string,"name"?: string,"server_name"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "legacy_sources_kind_fkey"
      columns: ["kind"]
isOneToOne: false
      referencedRelation: "source_kinds"
      referencedColumns: ["name"]
    }
                  ]
                },"notification_targets": {
                  Row: {
                    "groups": (string)[] | null,"id": number,"kind": string,"minimum_level": string,"name": string,"secret_name": string,"secret_source": string,"set_at": string,"set_by": string,"url": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "groups"?: (string)[] | null,"id"?: never,"kind": string,"minimum_level"?: string,"name": string,"secret_name": string,"secret_source": string,"set_at"?: string,"set_by": string,"url"?: string | null
                  }
                  Update: {
                    "groups"?: (string)[] | null,"id"?: never,"kind"?: string,"minimum_level"?: string,"name"?: string,"secret_name"?: string,"secret_source"?: string,"set_at"?: string,"set_by"?: string,"url"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"notifications": {
                  Row: {
                    "alert_id": number | null,"attempts": number,"created_at": string,"dead_at": string | null,"delivered_at": string | null,"event": string,"event_id": string,"last_error": string | null,"lease": string | null,"leased_until": string | null,"next_attempt_at": string,"payload": NonNullable<Json>,"target_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "alert_id"?: number | null,"attempts"?: number,"created_at"?: string,"dead_at"?: string | null,"delivered_at"?: string | null,"event": string,"event_id"?: string,"last_error"?: string | null,"lease"?: string | null,"leased_until"?: string | null,"next_attempt_at"?: string,"payload": NonNullable<Json>,"target_id": number
                  }
                  Update: {
                    "alert_id"?: number | null,"attempts"?: number,"created_at"?: string,"dead_at"?: string | null,"delivered_at"?: string | null,"event"?: string,"event_id"?: string,"last_error"?: string | null,"lease"?: string | null,"leased_until"?: string | null,"next_attempt_at"?: string,"payload"?: NonNullable<Json>,"target_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "notifications_alert_id_fkey"
      columns: ["alert_id"]
isOneToOne: false
      referencedRelation: "alerts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notifications_alert_id_fkey"
      columns: ["alert_id"]
isOneToOne: false
      referencedRelation: "open_alerts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notifications_target_id_fkey"
      columns: ["target_id"]
isOneToOne: false
      referencedRelation: "notification_targets"
      referencedColumns: ["id"]
    }
                  ]
                },"operators": {
                  Row: {
                    "display_name": string | null,"expires_at": string | null,"granted_at": string,"granted_by": string,"revoked_at": string | null,"revoked_by": string | null,"role": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "display_name"?: string | null,"expires_at"?: string | null,"granted_at"?: string,"granted_by": string,"revoked_at"?: string | null,"revoked_by"?: string | null,"role": string,"subject": string
                  }
                  Update: {
                    "display_name"?: string | null,"expires_at"?: string | null,"granted_at"?: string,"granted_by"?: string,"revoked_at"?: string | null,"revoked_by"?: string | null,"role"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"queued_writes": {
                  Row: {
                    "copy": number,"error_code": string | null,"error_object": string | null,"fingerprint": string | null,"finished_at": string | null,"id": number,"idempotency_key": string | null,"key": (string)[] | null,"operation": string,"queued_at": string,"statement_at": string,"status": string,"table_id": number,"written_as": string
                  }
                  ComputedFields: never
                  Insert: {
                    "copy"?: number,"error_code"?: string | null,"error_object"?: string | null,"fingerprint"?: string | null,"finished_at"?: string | null,"id"?: never,"idempotency_key"?: string | null,"key"?: (string)[] | null,"operation": string,"queued_at"?: string,"statement_at"?: string,"status"?: string,"table_id": number,"written_as": string
                  }
                  Update: {
                    "copy"?: number,"error_code"?: string | null,"error_object"?: string | null,"fingerprint"?: string | null,"finished_at"?: string | null,"id"?: never,"idempotency_key"?: string | null,"key"?: (string)[] | null,"operation"?: string,"queued_at"?: string,"statement_at"?: string,"status"?: string,"table_id"?: number,"written_as"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "queued_writes_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"read_ramps": {
                  Row: {
                    "environment": string,"finished_at": string | null,"id": number,"next_at": string | null,"reason": string,"started_at": string,"started_by": string,"status": string,"step": number,"step_since": string,"steps": NonNullable<Json>,"stop_reason": string | null,"stopped_by": string | null,"table_id": number,"waits_for": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "environment": string,"finished_at"?: string | null,"id"?: never,"next_at"?: string | null,"reason": string,"started_at"?: string,"started_by": string,"status"?: string,"step"?: number,"step_since"?: string,"steps": NonNullable<Json>,"stop_reason"?: string | null,"stopped_by"?: string | null,"table_id": number,"waits_for"?: string | null
                  }
                  Update: {
                    "environment"?: string,"finished_at"?: string | null,"id"?: never,"next_at"?: string | null,"reason"?: string,"started_at"?: string,"started_by"?: string,"status"?: string,"step"?: number,"step_since"?: string,"steps"?: NonNullable<Json>,"stop_reason"?: string | null,"stopped_by"?: string | null,"table_id"?: number,"waits_for"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "read_ramps_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"read_split_halts": {
                  Row: {
                    "environment": string,"halted_at": string,"id": number,"percentage": number,"percentage_before": number,"resume_reason": string | null,"resumed_at": string | null,"resumed_by": string | null,"rule_id": string,"sample": number,"table_id": number,"threshold": number,"value": number,"windows": number
                  }
                  ComputedFields: never
                  Insert: {
                    "environment": string,"halted_at"?: string,"id"?: never,"percentage": number,"percentage_before": number,"resume_reason"?: string | null,"resumed_at"?: string | null,"resumed_by"?: string | null,"rule_id": string,"sample": number,"table_id": number,"threshold": number,"value": number,"windows": number
                  }
                  Update: {
                    "environment"?: string,"halted_at"?: string,"id"?: never,"percentage"?: number,"percentage_before"?: number,"resume_reason"?: string | null,"resumed_at"?: string | null,"resumed_by"?: string | null,"rule_id"?: string,"sample"?: number,"table_id"?: number,"threshold"?: number,"value"?: number,"windows"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "read_split_halts_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"read_splits": {
                  Row: {
                    "environment": string,"excluded": (string)[],"halted_at": string | null,"halted_reason": string | null,"percentage": number,"pinned": (string)[],"salt": string,"table_id": number,"updated_at": string,"updated_by": string
                  }
                  ComputedFields: never
                  Insert: {
                    "environment": string,"excluded"?: (string)[],"halted_at"?: string | null,"halted_reason"?: string | null,"percentage"?: number,"pinned"?: (string)[],"salt": string,"table_id": number,"updated_at"?: string,"updated_by": string
                  }
                  Update: {
                    "environment"?: string,"excluded"?: (string)[],"halted_at"?: string | null,"halted_reason"?: string | null,"percentage"?: number,"pinned"?: (string)[],"salt"?: string,"table_id"?: number,"updated_at"?: string,"updated_by"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "read_splits_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"reconciliation_jobs": {
                  Row: {
                    "chunks_done": number,"chunks_total": number | null,"created_at": string,"drift_percent": number | null,"error": Json | null,"extra": number,"failures": number,"findings": number | null,"finished_at": string | null,"gives_way_since": string | null,"healed": number,"id": string,"kind": string,"known": number,"lagging": number,"mismatched": number,"missing": number,"paused_at": string | null,"paused_seconds": number,"requested_by": string | null,"retry_at": string | null,"rows_legacy": number,"rows_supabase": number,"started_at": string | null,"status": string,"stop_reason": string | null,"stopped_by": string | null,"suspects": number,"table_id": number,"trigger": string
                  }
                  ComputedFields: never
                  Insert: {
                    "chunks_done"?: number,"chunks_total"?: number | null,"created_at"?: string,"drift_percent"?: number | null,"error"?: Json | null,"extra"?: number,"failures"?: number,"findings"?: number | null,"finished_at"?: string | null,"gives_way_since"?: string | null,"healed"?: number,"id"?: string,"kind": string,"known"?: number,"lagging"?: number,"mismatched"?: number,"missing"?: number,"paused_at"?: string | null,"paused_seconds"?: number,"requested_by"?: string | null,"retry_at"?: string | null,"rows_legacy"?: number,"rows_supabase"?: number,"started_at"?: string | null,"status"?: string,"stop_reason"?: string | null,"stopped_by"?: string | null,"suspects"?: number,"table_id": number,"trigger": string
                  }
                  Update: {
                    "chunks_done"?: number,"chunks_total"?: number | null,"created_at"?: string,"drift_percent"?: number | null,"error"?: Json | null,"extra"?: number,"failures"?: number,"findings"?: number | null,"finished_at"?: string | null,"gives_way_since"?: string | null,"healed"?: number,"id"?: string,"kind"?: string,"known"?: number,"lagging"?: number,"mismatched"?: number,"missing"?: number,"paused_at"?: string | null,"paused_seconds"?: number,"requested_by"?: string | null,"retry_at"?: string | null,"rows_legacy"?: number,"rows_supabase"?: number,"started_at"?: string | null,"status"?: string,"stop_reason"?: string | null,"stopped_by"?: string | null,"suspects"?: number,"table_id"?: number,"trigger"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "reconciliation_jobs_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"reconciliation_slices": {
                  Row: {
                    "after_key": (string)[] | null,"cycle_started_at": string,"last_cycle_ended_at": string | null,"last_cycle_rows": number | null,"last_cycle_started_at": string | null,"rows_done": number,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "after_key"?: (string)[] | null,"cycle_started_at"?: string,"last_cycle_ended_at"?: string | null,"last_cycle_rows"?: number | null,"last_cycle_started_at"?: string | null,"rows_done"?: number,"table_id": number
                  }
                  Update: {
                    "after_key"?: (string)[] | null,"cycle_started_at"?: string,"last_cycle_ended_at"?: string | null,"last_cycle_rows"?: number | null,"last_cycle_started_at"?: string | null,"rows_done"?: number,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "reconciliation_slices_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"replay_conflicts": {
                  Row: {
                    "error_code": string,"error_object": string | null,"id": number,"key": (string)[],"recorded_at": string,"resolution": string,"run_id": string,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "error_code": string,"error_object"?: string | null,"id"?: never,"key": (string)[],"recorded_at"?: string,"resolution": string,"run_id": string,"table_id": number
                  }
                  Update: {
                    "error_code"?: string,"error_object"?: string | null,"id"?: never,"key"?: (string)[],"recorded_at"?: string,"resolution"?: string,"run_id"?: string,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "replay_conflicts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "cutover_runs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "replay_conflicts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "write_pauses"
      referencedColumns: ["run_id"]
    },{
      foreignKeyName: "replay_conflicts_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"rule_overrides": {
                  Row: {
                    "reason": string,"rule_id": string,"set_at": string,"set_by": string,"table_id": number,"threshold": number
                  }
                  ComputedFields: never
                  Insert: {
                    "reason": string,"rule_id": string,"set_at"?: string,"set_by": string,"table_id": number,"threshold": number
                  }
                  Update: {
                    "reason"?: string,"rule_id"?: string,"set_at"?: string,"set_by"?: string,"table_id"?: number,"threshold"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "rule_overrides_rule_id_fkey"
      columns: ["rule_id"]
isOneToOne: false
      referencedRelation: "rules"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "rule_overrides_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"rule_waivers": {
                  Row: {
                    "expires_at": string,"reason": string,"rule_id": string,"table_id": number,"waived_at": string,"waived_by": string
                  }
                  ComputedFields: never
                  Insert: {
                    "expires_at": string,"reason": string,"rule_id": string,"table_id": number,"waived_at"?: string,"waived_by": string
                  }
                  Update: {
                    "expires_at"?: string,"reason"?: string,"rule_id"?: string,"table_id"?: number,"waived_at"?: string,"waived_by"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "rule_waivers_rule_id_fkey"
      columns: ["rule_id"]
isOneToOne: false
      referencedRelation: "rules"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "rule_waivers_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"rules": {
                  Row: {
                    "category": string,"comparator": string,"for_sources_without": string | null,"for_tables_with": string | null,"id": string,"kind": string,"max_age_seconds": number,"may_be_skipped": string | null,"metric": string,"phase": string,"remediation": string,"severity": string,"threshold": number,"title": string,"unit": string,"why": string
                  }
                  ComputedFields: never
                  Insert: {
                    "category": string,"comparator": string,"for_sources_without"?: string | null,"for_tables_with"?: string | null,"id": string,"kind": string,"max_age_seconds": number,"may_be_skipped"?: string | null,"metric": string,"phase": string,"remediation": string,"severity": string,"threshold": number,"title": string,"unit": string,"why": string
                  }
                  Update: {
                    "category"?: string,"comparator"?: string,"for_sources_without"?: string | null,"for_tables_with"?: string | null,"id"?: string,"kind"?: string,"max_age_seconds"?: number,"may_be_skipped"?: string | null,"metric"?: string,"phase"?: string,"remediation"?: string,"severity"?: string,"threshold"?: number,"title"?: string,"unit"?: string,"why"?: string
                  }
                  Relationships: [
                    
                  ]
                },"security_expectations": {
                  Row: {
                    "anon_commands": (string)[],"grants": NonNullable<Json>,"policies": NonNullable<Json>,"reason": string,"recorded_at": string,"recorded_by": string,"rls_enabled": boolean,"rls_forced": boolean,"table_id": number,"tenant_claims": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "anon_commands"?: (string)[],"grants": NonNullable<Json>,"policies": NonNullable<Json>,"reason": string,"recorded_at"?: string,"recorded_by": string,"rls_enabled": boolean,"rls_forced": boolean,"table_id": number,"tenant_claims"?: NonNullable<Json>
                  }
                  Update: {
                    "anon_commands"?: (string)[],"grants"?: NonNullable<Json>,"policies"?: NonNullable<Json>,"reason"?: string,"recorded_at"?: string,"recorded_by"?: string,"rls_enabled"?: boolean,"rls_forced"?: boolean,"table_id"?: number,"tenant_claims"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "security_expectations_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"service_baselines": {
                  Row: {
                    "error_percent": number,"errors": number,"first_minute": string,"last_minute": string,"minutes": number,"p95_ms": number,"recorded_at": string,"requests": number,"requests_per_minute": number,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "error_percent": number,"errors": number,"first_minute": string,"last_minute": string,"minutes": number,"p95_ms": number,"recorded_at"?: string,"requests": number,"requests_per_minute": number,"table_id": number
                  }
                  Update: {
                    "error_percent"?: number,"errors"?: number,"first_minute"?: string,"last_minute"?: string,"minutes"?: number,"p95_ms"?: number,"recorded_at"?: string,"requests"?: number,"requests_per_minute"?: number,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "service_baselines_table_id_fkey"
      columns: ["table_id"]
isOneToOne: true
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"service_metrics": {
                  Row: {
                    "errors": number,"minute": string,"p95_ms": number | null,"recorded_at": string,"recorded_by": string,"reporter": string,"requests": number,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "errors": number,"minute": string,"p95_ms"?: number | null,"recorded_at"?: string,"recorded_by": string,"reporter": string,"requests": number,"table_id": number
                  }
                  Update: {
                    "errors"?: number,"minute"?: string,"p95_ms"?: number | null,"recorded_at"?: string,"recorded_by"?: string,"reporter"?: string,"requests"?: number,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "service_metrics_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"settings": {
                  Row: {
                    "changeable": boolean,"description": string,"key": string,"updated_at": string,"updated_by": string | null,"value": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "changeable"?: boolean,"description": string,"key": string,"updated_at"?: string,"updated_by"?: string | null,"value": NonNullable<Json>
                  }
                  Update: {
                    "changeable"?: boolean,"description"?: string,"key"?: string,"updated_at"?: string,"updated_by"?: string | null,"value"?: NonNullable<Json>
                  }
                  Relationships: [
                    
                  ]
                },"shadow_mismatches": {
                  Row: {
                    "columns": (string)[],"key": (string)[],"key_digest": string,"kind": string,"started_at": string,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "columns": (string)[],"key": (string)[],"key_digest"?: never,"kind": string,"started_at": string,"table_id": number
                  }
                  Update: {
                    "columns"?: (string)[],"key"?: (string)[],"key_digest"?: never,"kind"?: string,"started_at"?: string,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "shadow_mismatches_table_id_started_at_fkey"
      columns: ["table_id","started_at"]
isOneToOne: false
      referencedRelation: "shadow_reads"
      referencedColumns: ["table_id","started_at"]
    }
                  ]
                },"shadow_reads": {
                  Row: {
                    "agreed": number,"compared": number,"dropped": number,"due_at": string,"error": Json | null,"finished_at": string | null,"known": number,"lagging": number,"latency_sample": number,"legacy_errors": number,"legacy_median_ms": number | null,"legacy_p95_ms": number | null,"mismatched": number,"started_at": string,"supabase_errors": number,"supabase_median_ms": number | null,"supabase_p95_ms": number | null,"table_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "agreed"?: number,"compared"?: never,"dropped"?: number,"due_at"?: string,"error"?: Json | null,"finished_at"?: string | null,"known"?: number,"lagging"?: number,"latency_sample"?: number,"legacy_errors"?: number,"legacy_median_ms"?: number | null,"legacy_p95_ms"?: number | null,"mismatched"?: number,"started_at": string,"supabase_errors"?: number,"supabase_median_ms"?: number | null,"supabase_p95_ms"?: number | null,"table_id": number
                  }
                  Update: {
                    "agreed"?: number,"compared"?: never,"dropped"?: number,"due_at"?: string,"error"?: Json | null,"finished_at"?: string | null,"known"?: number,"lagging"?: number,"latency_sample"?: number,"legacy_errors"?: number,"legacy_median_ms"?: number | null,"legacy_p95_ms"?: number | null,"mismatched"?: number,"started_at"?: string,"supabase_errors"?: number,"supabase_median_ms"?: number | null,"supabase_p95_ms"?: number | null,"table_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "shadow_reads_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                },"source_health": {
                  Row: {
                    "failures": number,"last_error": string | null,"last_error_at": string | null,"last_success_at": string | null,"retry_at": string | null,"source_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "failures"?: number,"last_error"?: string | null,"last_error_at"?: string | null,"last_success_at"?: string | null,"retry_at"?: string | null,"source_id": number
                  }
                  Update: {
                    "failures"?: number,"last_error"?: string | null,"last_error_at"?: string | null,"last_success_at"?: string | null,"retry_at"?: string | null,"source_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "source_health_source_id_fkey"
      columns: ["source_id"]
isOneToOne: true
      referencedRelation: "legacy_sources"
      referencedColumns: ["id"]
    }
                  ]
                },"source_kinds": {
                  Row: {
                    "captures_changes": boolean,"description": string,"enforces_freeze": boolean,"enforces_keys": boolean,"has_own_agent": boolean,"name": string
                  }
                  ComputedFields: never
                  Insert: {
                    "captures_changes": boolean,"description": string,"enforces_freeze": boolean,"enforces_keys": boolean,"has_own_agent": boolean,"name": string
                  }
                  Update: {
                    "captures_changes"?: boolean,"description"?: string,"enforces_freeze"?: boolean,"enforces_keys"?: boolean,"has_own_agent"?: boolean,"name"?: string
                  }
                  Relationships: [
                    
                  ]
                },"table_groups": {
                  Row: {
                    "backlog_policy": string,"conflict_policy": string,"created_at": string,"created_by": string,"id": number,"name": string,"rehearsed_at": string | null,"source_id": number
                  }
                  ComputedFields: never
                  Insert: {
                    "backlog_policy"?: string,"conflict_policy"?: string,"created_at"?: string,"created_by": string,"id"?: never,"name": string,"rehearsed_at"?: string | null,"source_id": number
                  }
                  Update: {
                    "backlog_policy"?: string,"conflict_policy"?: string,"created_at"?: string,"created_by"?: string,"id"?: never,"name"?: string,"rehearsed_at"?: string | null,"source_id"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "table_groups_source_id_fkey"
      columns: ["source_id"]
isOneToOne: false
      referencedRelation: "legacy_sources"
      referencedColumns: ["id"]
    }
                  ]
                },"verifier_checks": {
                  Row: {
                    "checked_at": string,"error_code": string | null,"found": Json | null,"id": number,"milliseconds": number,"planted": NonNullable<Json>,"source_id": number,"verdict": string
                  }
                  ComputedFields: never
                  Insert: {
                    "checked_at"?: string,"error_code"?: string | null,"found"?: Json | null,"id"?: never,"milliseconds": number,"planted": NonNullable<Json>,"source_id": number,"verdict": string
                  }
                  Update: {
                    "checked_at"?: string,"error_code"?: string | null,"found"?: Json | null,"id"?: never,"milliseconds"?: number,"planted"?: NonNullable<Json>,"source_id"?: number,"verdict"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "verifier_checks_source_id_fkey"
      columns: ["source_id"]
isOneToOne: false
      referencedRelation: "legacy_sources"
      referencedColumns: ["id"]
    }
                  ]
                },"watch_results": {
                  Row: {
                    "evidence": NonNullable<Json>,"looked_at": string,"rule_id": string,"table_id": number,"threshold": number,"value": number | null,"verdict": string,"verdict_since": string
                  }
                  ComputedFields: never
                  Insert: {
                    "evidence"?: NonNullable<Json>,"looked_at"?: string,"rule_id": string,"table_id": number,"threshold": number,"value"?: number | null,"verdict": string,"verdict_since"?: string
                  }
                  Update: {
                    "evidence"?: NonNullable<Json>,"looked_at"?: string,"rule_id"?: string,"table_id"?: number,"threshold"?: number,"value"?: number | null,"verdict"?: string,"verdict_since"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "watch_results_rule_id_fkey"
      columns: ["rule_id"]
isOneToOne: false
      referencedRelation: "rules"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "watch_results_table_id_fkey"
      columns: ["table_id"]
isOneToOne: false
      referencedRelation: "cutover_tables"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            "audit_trail": {
                  Row: {
                    "about": string | null,"action": string,"actor_role": string | null,"client_address": string | null,"duration_ms": number | null,"error_code": string | null,"on_behalf_of": string | null,"outcome": string,"person": string | null,"recorded_at": string,"request_id": string | null,"seq": number,"summary": string | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"completion_progress": {
                  Row: {
                    "broke_at": string | null,"broke_because": string | null,"completed_at": string | null,"group_name": string,"hours_held": number | null,"looked_at": string,"missing": (string)[],"since": string,"state": string,"table_name": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"drift_history": {
                  Row: {
                    "compared_at": string | null,"drift_percent": number | null,"drifted_rows": number | null,"extra_rows": number,"group_name": string,"healed_rows": number,"kind": string,"known_rows": number,"lagging_rows": number,"mismatched_rows": number,"missing_rows": number,"rows_compared": number | null,"seconds": number | null,"table_name": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"freeze_calendar": {
                  Row: {
                    "created_by": string | null,"ended_by": string | null,"ends_at": string,"group_name": string,"kind": string,"length_minutes": number | null,"minutes_left": number | null,"reason": string | null,"runs": string | null,"starts_at": string,"starts_in_minutes": number | null,"status": string | null,"tables": string | null,"window_id": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"golden_query_results": {
                  Row: {
                    "error": Json | null,"finished_at": string | null,"group_name": string,"last_equal_at": string | null,"legacy_ms": number | null,"legacy_rows": number | null,"name": string,"supabase_ms": number | null,"supabase_rows": number | null,"times_as_long_in_supabase": number | null,"verdict": string | null,"version": number
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"open_alerts": {
                  Row: {
                    "acknowledged_at": string | null,"acknowledged_by": string | null,"acknowledgement": string | null,"detail": NonNullable<Json>,"escalated_at": string | null,"gone_since": string | null,"group_name": string | null,"id": number,"key": string,"kind": string,"last_seen_at": string,"level": string,"occurrences": number,"raised_at": string,"remedy": string,"run_id": string | null,"table_name": string | null,"title": string
                  }
                  ComputedFields: never
                  Relationships: [
                    {
      foreignKeyName: "alerts_kind_fkey"
      columns: ["kind"]
isOneToOne: false
      referencedRelation: "alert_kinds"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "cutover_runs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "write_pauses"
      referencedColumns: ["run_id"]
    }
                  ]
                },"overview": {
                  Row: {
                    "backlog_entries": number | null,"completed_percent": number | null,"critical_alerts": number | null,"drifted_rows": number | null,"environment": string | null,"next_freeze_window_ends_at": string | null,"next_freeze_window_group": string | null,"next_freeze_window_starts_at": string | null,"next_freeze_window_status": string | null,"on_supabase_percent": number | null,"open_alerts": number | null,"running_comparisons": number | null,"running_runs": number | null,"tables": number | null,"tables_completed": number | null,"tables_cutover": number | null,"tables_finalized": number | null,"tables_pending": number | null,"tables_ready": number | null,"tables_rolled_back": number | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"reconciliation_progress": {
                  Row: {
                    "chunks_done": number,"chunks_total": number | null,"condition": string | null,"finishes_at": string | null,"job_id": string,"kind": string,"percent": number | null,"reason": string | null,"rows_compared": number | null,"rows_per_second": number | null,"seconds": number | null,"status": string,"table_name": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"reconciliation_summary": {
                  Row: {
                    "compared_in_full_at": string | null,"drift_parts_per_million": number | null,"drift_percent": number | null,"extra": number | null,"group_name": string,"last_look_at": string | null,"mismatched": number | null,"missing": number | null,"rows_legacy": number | null,"rows_supabase": number | null,"state": string,"table_name": string,"under_way": string | null,"verdict": string | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"reconciliation_trend": {
                  Row: {
                    "day": string | null,"direction": string | null,"drift_percent": number | null,"drifted": number | null,"healed": number | null,"jobs": number | null,"kind": string,"known": number | null,"rows_compared": number | null,"seconds": number | null,"table_name": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"shadow_read_summary": {
                  Row: {
                    "agreed": number | null,"agreement_percent": number | null,"compared": number | null,"dropped": number | null,"halted_at": string | null,"halted_reason": string | null,"known": number | null,"lagging": number | null,"last_error": Json | null,"last_window_at": string | null,"legacy_errors": number | null,"legacy_median_ms": number | null,"legacy_p95_ms": number | null,"mismatched": number | null,"percentage": number | null,"read_source": string,"supabase_errors": number | null,"supabase_median_ms": number | null,"supabase_p95_ms": number | null,"table_name": string,"windows": number | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"table_status": {
                  Row: {
                    "automatic_rollback": boolean,"backfill_finishes_at": string | null,"backfill_percent": number | null,"backlog_entries": number | null,"backlog_oldest_seconds": number | null,"compared_in_full_at": string | null,"completed_at": string | null,"cutover_at": string | null,"data_class": string,"drift_percent": number | null,"drifted_rows": number | null,"finalized_at": string | null,"freeze_window": string | null,"freeze_window_ends_at": string | null,"freeze_window_starts_at": string | null,"freeze_writes": string,"gates_not_passed": string | null,"gates_passed": number | null,"group_name": string,"last_look_at": string | null,"legacy": string | null,"next_step": string | null,"open_alerts": number | null,"reads_from": string,"reads_on_supabase_percent": number | null,"refused_rows": number | null,"rolled_back_at": string | null,"routed_view": string | null,"rows_legacy": number | null,"rows_supabase": number | null,"sides_are": string | null,"state": string,"supabase": string | null,"table_name": string,"writes_go_to": string
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"verifier_status": {
                  Row: {
                    "checked_at": string | null,"error_code": string | null,"found": Json | null,"last_sound_at": string | null,"planted": Json | null,"source_name": string,"verdict": string | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                },"write_pauses": {
                  Row: {
                    "group_name": string,"kind": string,"limit_ms": number | null,"mode": string,"reason": string | null,"requested_by": string | null,"run_id": string,"run_seconds": number | null,"switched_at": string | null,"target_ms": number | null,"verdict": string | null,"write_pause_ms": number | null
                  }
                  ComputedFields: never
                  Relationships: [
                    
                  ]
                }
          }
          Functions: {
            "abort_run":
{ Args: { "p_group": string,"p_reason": string }; Returns: Json
                           },
"acknowledge_alert":
{ Args: { "p_alert": number,"p_note"?: string }; Returns: Json
                           },
"activate_freeze_window":
{ Args: { "p_window": string }; Returns: Json
                           },
"advance_run":
{ Args: { "p_run": string }; Returns: Json
                           },
"approve_force":
{ Args: { "p_reason": string,"p_request": string }; Returns: Json
                           },
"attest":
{ Args: { "p_evidence": string,"p_expires_at"?: string,"p_group": string,"p_rule": string }; Returns: Json
                           },
"cancel_freeze_window":
{ Args: { "p_reason"?: string,"p_window": string }; Returns: Json
                           },
"cancel_read_ramp":
{ Args: { "p_reason": string,"p_table": string }; Returns: Json
                           },
"cancel_reconciliation":
{ Args: { "p_job": string,"p_reason": string }; Returns: Json
                           },
"check_golden_queries":
{ Args: { "p_group": string }; Returns: Json
                           },
"command":
{ Args: { "p_arguments"?: Json,"p_idempotency_key"?: string,"p_operation": string,"p_request"?: Json }; Returns: Json
                           },
"complete_freeze_window":
{ Args: { "p_window": string }; Returns: Json
                           },
"declare_security":
{ Args: { "p_anon_commands"?: (string)[],"p_force_rls"?: boolean,"p_reason": string,"p_table": string,"p_tenant_claims"?: Json }; Returns: Json
                           },
"end_golden_query":
{ Args: { "p_name": string,"p_reason": string }; Returns: Json
                           },
"end_invariant":
{ Args: { "p_name": string,"p_reason": string }; Returns: Json
                           },
"end_known_difference":
{ Args: { "p_column": string,"p_reason": string,"p_table": string }; Returns: Json
                           },
"end_waiver":
{ Args: { "p_reason": string,"p_rule": string,"p_table": string }; Returns: Json
                           },
"execute_cutover":
{ Args: { "p_dry_run"?: boolean,"p_fallback_hours"?: number,"p_force"?: string,"p_group": string }; Returns: Json
                           },
"export_audit":
{ Args: { "p_after"?: number,"p_format"?: string,"p_from": string,"p_kind": string,"p_limit"?: number,"p_to": string }; Returns: Json
                           },
"finalize_group":
{ Args: { "p_confirm"?: string,"p_dry_run"?: boolean,"p_group": string }; Returns: Json
                           },
"grant_operator":
{ Args: { "p_expires_at"?: string,"p_name"?: string,"p_role": string,"p_subject": string }; Returns: Json
                           },
"install_agent":
{ Args: { "p_source": string }; Returns: Json
                           },
"list_alerts":
{ Args: { "p_group"?: string,"p_limit"?: number,"p_minimum_level"?: string,"p_open"?: boolean }; Returns: Json
                           },
"list_freeze_windows":
{ Args: { "p_group"?: string,"p_status"?: string }; Returns: Json
                           },
"make_daily_report":
{ Args: { "p_day"?: string }; Returns: Json
                           },
"pause_read_ramp":
{ Args: { "p_reason": string,"p_table": string }; Returns: Json
                           },
"pause_reconciliation":
{ Args: { "p_job": string,"p_reason": string }; Returns: Json
                           },
"prepare_cutover":
{ Args: { "p_group": string }; Returns: Json
                           },
"read_configuration":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"read_side":
{ Args: { "p_subject"?: string,"p_table": string }; Returns: string
                           },
"read_sides":
{ Args: { "p_tables": (string)[] }; Returns: Json
                           },
"reconcile":
{ Args: { "p_kind"?: string,"p_table": string }; Returns: Json
                           },
"record_service_metrics":
{ Args: { "p_errors": number,"p_minute"?: string,"p_p95_ms"?: number,"p_reporter"?: string,"p_requests": number,"p_table": string }; Returns: Json
                           },
"register_golden_query":
{ Args: { "p_group": string,"p_legacy_sql": string,"p_name": string,"p_ordered"?: boolean,"p_reason": string,"p_supabase_sql": string,"p_timeout_seconds"?: number }; Returns: Json
                           },
"register_invariant":
{ Args: { "p_group": string,"p_name": string,"p_reason": string,"p_sql": string,"p_timeout_seconds"?: number }; Returns: Json
                           },
"register_legacy_source":
{ Args: { "p_database"?: string,"p_host"?: string,"p_kind": string,"p_name": string,"p_password"?: string,"p_port"?: number,"p_user"?: string,"p_vault_secret"?: string }; Returns: Json
                           },
"register_table":
{ Args: { "p_columns"?: Json,"p_data_class"?: string,"p_group"?: string,"p_ignored_columns"?: (string)[],"p_key_columns"?: (string)[],"p_legacy_schema": string,"p_legacy_table": string,"p_name": string,"p_routed_name"?: string,"p_routed_schema"?: string,"p_source": string,"p_supabase_schema": string,"p_supabase_table": string,"p_tenant_column"?: string }; Returns: Json
                           },
"remove_notification_target":
{ Args: { "p_name": string }; Returns: Json
                           },
"repair":
{ Args: { "p_table": string }; Returns: Json
                           },
"request_force":
{ Args: { "p_group": string,"p_reason": string,"p_skip": (string)[] }; Returns: Json
                           },
"resolve_queued_write":
{ Args: { "p_action": string,"p_id": number,"p_reason": string }; Returns: Json
                           },
"resume_read_ramp":
{ Args: { "p_reason": string,"p_table": string }; Returns: Json
                           },
"resume_read_split":
{ Args: { "p_reason": string,"p_table": string }; Returns: Json
                           },
"resume_reconciliation":
{ Args: { "p_job": string }; Returns: Json
                           },
"revoke_operator":
{ Args: { "p_subject": string }; Returns: Json
                           },
"rollback_cutover":
{ Args: { "p_group": string,"p_mode"?: string,"p_on_conflict"?: string,"p_reason": string }; Returns: Json
                           },
"schedule_freeze_window":
{ Args: { "p_ends_at"?: string,"p_group": string,"p_reason"?: string,"p_starts_at": string }; Returns: Json
                           },
"schedule_jobs":
{ Args: Record<PropertyKey, never>; Returns: (string)[]
                           },
"set_automatic_rollback":
{ Args: { "p_enabled": boolean,"p_reason": string,"p_table": string }; Returns: Json
                           },
"set_feature_flag":
{ Args: { "p_enabled": boolean,"p_environment"?: string,"p_name": string,"p_rollout_percentage"?: number }; Returns: Json
                           },
"set_freeze_writes":
{ Args: { "p_mode": string,"p_reason": string,"p_table": string }; Returns: Json
                           },
"set_known_difference":
{ Args: { "p_column": string,"p_condition"?: string,"p_expires_at": string,"p_owner": string,"p_reason": string,"p_table": string }; Returns: Json
                           },
"set_notification_target":
{ Args: { "p_environment_secret"?: string,"p_groups"?: (string)[],"p_kind": string,"p_minimum_level"?: string,"p_name": string,"p_url"?: string,"p_vault_secret"?: string }; Returns: Json
                           },
"set_policy":
{ Args: { "p_group": string,"p_policy": string,"p_reason": string,"p_value": string }; Returns: Json
                           },
"set_read_split":
{ Args: { "p_environment"?: string,"p_excluded"?: (string)[],"p_percentage"?: number,"p_pinned"?: (string)[],"p_reason": string,"p_table": string }; Returns: Json
                           },
"set_setting":
{ Args: { "p_key": string,"p_value": Json }; Returns: Json
                           },
"set_threshold":
{ Args: { "p_reason": string,"p_rule": string,"p_table": string,"p_threshold": number }; Returns: Json
                           },
"start_backfill":
{ Args: { "p_group": string }; Returns: Json
                           },
"start_emergency_freeze":
{ Args: { "p_ends_at"?: string,"p_group": string,"p_reason": string }; Returns: Json
                           },
"start_read_ramp":
{ Args: { "p_reason": string,"p_steps"?: Json,"p_table": string }; Returns: Json
                           },
"status":
{ Args: { "p_group"?: string,"p_table"?: string }; Returns: Json
                           },
"switch_read_source":
{ Args: { "p_group"?: string,"p_read_source": string,"p_reason": string,"p_table"?: string }; Returns: Json
                           },
"unregister_table":
{ Args: { "p_table": string }; Returns: Json
                           },
"unschedule_jobs":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"validate_data_consistency":
{ Args: { "p_table": string }; Returns: Json
                           },
"verify_audit_log":
{ Args: { "p_anchors"?: Json }; Returns: {
              "first_broken_seq": number,"head_hash": string,"head_seq": number,"ok": boolean,"problem": string,"rows": number
            }[]
                           },
"verify_export":
{ Args: { "p_anchors"?: Json,"p_export": Json }; Returns: {
              "first_broken_seq": number,"ok": boolean,"problem": string,"rows": number
            }[]
                           },
"version":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"waive_rule":
{ Args: { "p_expires_at": string,"p_reason": string,"p_rule": string,"p_table": string }; Returns: Json
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "cutover">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "cutover": {
          Enums: {
            
          }
        }
} as const
