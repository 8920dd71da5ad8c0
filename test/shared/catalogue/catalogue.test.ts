import { describe, expect, it } from 'vitest'
import { assumptions, findKind, findMetric, kinds, metrics, searchMetrics } from '#shared/catalogue/index.ts'

const words = (text: string) => text.toLowerCase().replaceAll('_', ' ')

/** Texts that several of the owners claim, with who claims them. */
function sharedTexts(
  owners: readonly { readonly id: string; readonly texts: readonly string[] }[],
): string[] {
  const claims = new Map<string, string[]>()
  for (const { id, texts } of owners) {
    for (const text of new Set(texts)) claims.set(text, [...(claims.get(text) ?? []), id])
  }
  return [...claims].flatMap(([text, ids]) => (ids.length > 1 ? [`${text}: ${ids.join(', ')}`] : []))
}

describe('kinds', () => {
  it('are those that the analyst’s sheets can be', () => {
    expect(kinds.map(({ id }) => id).sort()).toEqual([
      'activity',
      'assumptions',
      'calls',
      'customers',
      'mrr_history',
      'period_summary',
      'rfm_summary',
      'survey_responses',
      'survivors',
      'tickets',
      'transactions',
      'users',
    ])
    expect(findKind('tickets')?.name).toBe('Support tickets')
    expect(findKind('ticket')).toBeUndefined()
  })

  it.each(kinds.map((kind) => [kind.id, kind] as const))('%s names each field once', (_, kind) => {
    const ids = [...kind.fields, ...kind.computed].map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    for (const id of [...kind.key, ...kind.dateFields]) expect(ids).toContain(id)
  })

  it.each(kinds.map((kind) => [kind.id, kind] as const))('%s: a header means one field', (id, kind) => {
    const owners = kind.fields.map((field) => ({
      id: field.id,
      texts: [words(field.id), words(field.name), ...field.synonyms],
    }))
    // A price alone is the amount, beside a quantity the unit price; a customer can be the user or the account.
    const deliberate: Readonly<Record<string, readonly string[]>> = {
      transactions: ['price: amount, unit_price'],
      activity: ['customer id: user_id, account_id'],
      // The scale of the answers tells.
      survey_responses: ['score: nps, csat', 'rating: nps, csat'],
      // A time or a duration.
      tickets: [
        'first response time: first_response_at, response_time',
        'first reply time: first_response_at, response_time',
        'initial response time: first_response_at, response_time',
        'resolution time: solved_at, resolution_time',
      ],
      // A date or a yes: the values tell.
      users: ['activated: activated_at, activated'],
    }
    expect(sharedTexts(owners)).toEqual(deliberate[id] ?? [])
  })

  it.each(kinds.map((kind) => [kind.id, kind] as const))('%s: a text means one value', (_, kind) => {
    for (const field of kind.fields) {
      const owners = (field.values ?? []).map(({ value, synonyms }) => ({
        id: value,
        texts: [value, ...synonyms],
      }))
      expect(sharedTexts(owners)).toEqual([])
    }
  })

  it.each(kinds.map((kind) => [kind.id, kind] as const))(
    '%s: synonyms are written as they are compared',
    (_, kind) => {
      const texts = [
        ...kind.sheetNames,
        ...kind.fields.flatMap(({ synonyms, values = [] }) => [
          ...synonyms,
          ...values.flatMap((each) => each.synonyms),
        ]),
      ]
      expect(texts.filter((text) => text !== text.toLowerCase() || text.trim() !== text)).toEqual([])
      expect(kind.fields.flatMap(({ synonyms }) => synonyms.filter((text) => text.includes('_')))).toEqual([])
    },
  )

  it.each(kinds.flatMap(({ derived, ...kind }) => derived.map((each) => [kind, each] as const)))(
    'what a derived dataset needs exists (%#)',
    (kind, derived) => {
      const ids = [...kind.fields, ...kind.computed].map(({ id }) => id)
      for (const id of derived.needs) expect(ids).toContain(id)
      expect(derived.sql).toContain('{base}')
    },
  )
})

describe('headers of small files written by hand', () => {
  const fieldOf = (kindId: string, header: string): string | undefined =>
    findKind(kindId)?.fields.find(({ id, name, synonyms }) =>
      [words(id), words(name), ...synonyms].includes(header),
    )?.id

  it.each([
    ['start', 'customers_start'],
    ['lost', 'customers_lost'],
    ['customers at start', 'customers_start'],
    ['customers at end', 'customers_end'],
    ['new customers', 'customers_new'],
    ['new', 'customers_new'],
    ['end', 'customers_end'],
    ['mrr', 'mrr_end'],
    ['subscribers', 'accounts'],
    ['visitors', 'visitors'],
    ['conversions', 'conversions'],
    ['tickets received', 'tickets_received'],
    ['tickets solved', 'tickets_solved'],
    ['signups', 'signups'],
    ['active', 'activated'],
    ['issues', 'issues_total'],
    ['first contact resolved', 'first_contact_resolved'],
    ['self served', 'self_service_resolved'],
    ['retention cost', 'retention_cost'],
    ['customers retained', 'customers_retained'],
    ['average monthly revenue', 'average_revenue'],
    ['lifespan years', 'lifespan_years'],
  ])('%s is %s of a summary', (header, field) => {
    expect(fieldOf('period_summary', header)).toBe(field)
  })

  it.each([
    ['customerid', 'customer_id'],
    ['customer id', 'customer_id'],
    ['tenure', 'tenure_months'],
    ['tenure months', 'tenure_months'],
    ['monthly charges', 'mrr'],
    ['churn', 'churned'],
    ['churn label', 'churned'],
    ['exited', 'churned'],
    ['attrition flag', 'churned'],
  ])('%s is %s of customers, as published lists have it', (header, field) => {
    expect(fieldOf('customers', header)).toBe(field)
  })
})

describe('assumptions', () => {
  it('are told apart by every text that means them', () => {
    const owners = assumptions.map(({ name, label, synonyms }) => ({
      id: name,
      texts: [words(name), words(label), ...synonyms],
    }))
    expect(sharedTexts(owners)).toEqual([])
  })

  it('have names that no metric has', () => {
    expect(assumptions.filter(({ name }) => findMetric(name) !== undefined)).toEqual([])
  })
})

describe('metrics', () => {
  it('are all there', () => {
    expect(metrics.map(({ id }) => id).sort()).toEqual([
      'agent_solved',
      'annual_contract_value',
      'arpa',
      'arr',
      'average_customer_lifetime',
      'average_order_value',
      'average_resolution_time',
      'average_speed_to_answer',
      'cac_payback_months',
      'ces',
      'churn_target_deviation',
      'churned_mrr',
      'contraction_mrr',
      'conversion_rate',
      'csat',
      'csat_response_rate',
      'customer_churn_rate',
      'customer_health_score',
      'customer_lifetime_value',
      'customer_retention_cost',
      'customer_retention_rate',
      'daily_active_accounts',
      'daily_active_users',
      'dau_mau_ratio',
      'expansion_mrr',
      'first_contact_resolution_rate',
      'first_response_time',
      'gross_mrr_churn_rate',
      'gross_revenue_retention',
      'logo_churn',
      'ltv_to_cac',
      'monthly_active_users',
      'mrr',
      'net_mrr_churn_rate',
      'net_revenue_retention',
      'new_mrr',
      'nps',
      'product_adoption_rate',
      'purchase_frequency',
      'quick_ratio',
      'reactivation_mrr',
      'renewal_rate',
      'repeat_purchase_rate',
      'self_service_rate',
      'sla_attainment',
      'ticket_backlog',
      'ticket_reopen_rate',
      'ticket_reopens',
      'ticket_resolution_rate',
      'ticket_volume',
      'tickets_per_customer',
      'tickets_solved',
      'time_to_value',
      'total_contract_value',
      'unsubscribes',
      'weekly_active_accounts',
      'weekly_active_users',
    ])
  })

  it.each(metrics.map((metric) => [metric.id, metric] as const))('%s says what it needs to', (_, metric) => {
    expect(metric.question).toMatch(/\?$/)
    expect(metric.description).toMatch(/\.$/)
    expect(metric.source).toMatch(/\.$/)
    expect(metric.aliases.length).toBeGreaterThanOrEqual(3)
    const ids = metric.methods.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    for (const { inputs, beside, numerator, denominator } of metric.methods) {
      for (const name of [numerator, denominator]) if (name !== undefined) expect(inputs).toHaveProperty(name)
      for (const name of Object.keys(beside ?? {})) expect(inputs).not.toHaveProperty(name)
    }
  })

  it.each(metrics.map((metric) => [metric.id, metric] as const))('%s: no input hides a name', (_, metric) => {
    const taken = [...metrics.map(({ id }) => id), ...assumptions.map(({ name }) => name)]
    const names = metric.methods.flatMap(({ inputs, beside }) => [
      ...Object.keys(inputs),
      ...Object.keys(beside ?? {}),
    ])
    expect(names.filter((name) => taken.includes(name))).toEqual([])
  })

  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    '%s has an ordinary example and one of nothing',
    (_, metric) => {
      expect(metric.examples.length).toBeGreaterThanOrEqual(3)
      expect(metric.examples.some(({ value }) => value === null || value === 0)).toBe(true)
      expect(metric.examples.some(({ value }) => value !== null && value !== 0)).toBe(true)
      for (const { method } of metric.examples) {
        if (method !== undefined) expect(metric.methods.map(({ id }) => id)).toContain(method)
      }
    },
  )

  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    '%s: its bands lie end to end',
    (_, metric) => {
      const bands = metric.bands ?? []
      for (const [index, band] of bands.entries())
        expect(band.from).toBe(index === 0 ? undefined : bands[index - 1]?.to)
      expect(bands.at(-1)?.to).toBeUndefined()
    },
  )
})

describe('search', () => {
  it.each([
    ['gross renewal rate', 'gross_revenue_retention'],
    ['attrition', 'customer_churn_rate'],
    ['LTV', 'customer_lifetime_value'],
    ['stickiness', 'dau_mau_ratio'],
    ['fcr', 'first_contact_resolution_rate'],
    ['CRC', 'customer_retention_cost'],
    ['full resolution time', 'average_resolution_time'],
    ['ARPU', 'arpa'],
    ['nps', 'nps'],
    ['churn rate logo', 'customer_churn_rate'],
    ['average_speed_to_answer', 'average_speed_to_answer'],
  ])('%s finds %s first', (text, id) => {
    expect(searchMetrics(text)[0]?.id).toBe(id)
  })

  it('finds nothing for what is not there, and everything for nothing', () => {
    expect(searchMetrics('quantum flux')).toEqual([])
    expect(searchMetrics(' ')).toHaveLength(metrics.length)
  })
})
