/**
 * What a sheet must have, beyond names that fit, to be taken for a kind: the fields that make a row of it what it is.
 */
export interface KindRule {
  /** At least one of these sets of fields must be mapped. */
  readonly core: readonly (readonly string[])[]
  /** At least one of these must be mapped as well; none asked for where the list is empty. */
  readonly telling: readonly string[]
}

export const kindRules: Readonly<Record<string, KindRule>> = {
  customers: {
    core: [['customer_id'], ['name'], ['churned'], ['start_date', 'end_date']],
    telling: [
      'churned', 'start_date', 'end_date', 'tenure_months', 'mrr', 'arr', 'contract_start', 'contract_end',
      'term_months', 'contract_value', 'recurring_value', 'one_time_fees', 'acquisition_cost', 'renewed',
      'unsubscribed_at', 'first_value_date', 'usage_score', 'support_score', 'relationship_score', 'payment_score',
    ],
  },
  mrr_history: { core: [['customer_id', 'month', 'mrr']], telling: [] },
  transactions: {
    core: [['customer_id', 'date'], ['customer_id', 'order_id'], ['order_id', 'date']],
    telling: ['amount', 'quantity', 'unit_price', 'order_id', 'product'],
  },
  tickets: {
    core: [['ticket_id'], ['created_at', 'status'], ['created_at', 'solved_at'], ['status']],
    telling: [
      'status', 'created_at', 'solved_at', 'closed_at', 'first_response_at', 'reopens', 'reopened', 'replies',
      'first_contact', 'self_served', 'sla_hours',
    ],
  },
  survey_responses: { core: [['nps'], ['csat'], ['ces']], telling: [] },
  activity: { core: [['user_id', 'at']], telling: [] },
  users: { core: [['user_id', 'signed_up_at'], ['user_id', 'activated']], telling: [] },
  calls: { core: [['wait_seconds'], ['queued_at', 'answered_at'], ['call_id', 'abandoned']], telling: [] },
  period_summary: { core: [[]], telling: [] },
  rfm_summary: { core: [['frequency', 'recency', 'T']], telling: [] },
  survivors: { core: [['period', 'survivors']], telling: [] },
  assumptions: { core: [['name', 'value']], telling: [] },
} // biome-ignore format: lists of ids

export function meetsRule(rule: KindRule, mapped: ReadonlySet<string>): boolean {
  const hasCore = rule.core.some((set) => set.every((field) => mapped.has(field)))
  return hasCore && (rule.telling.length === 0 || rule.telling.some((field) => mapped.has(field)))
}
