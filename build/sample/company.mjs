/**
 * The company of the sample: Brightwater, which sells team-planning software by the seat. Tables only.
 *
 * Its story, so that the charts have something to tell: steady growth with a summer dip, a bad release in August and
 * September 2024 that floods support and costs customers through the winter, and a larger support team from March 2025.
 */

export const companyName = 'Brightwater Software'

/** Per plan; hazards, rates and probabilities are a month's. Money in US dollars. */
export const plans = {
  Basic: {
    seatPrice: 19,
    seats: [2, 12],
    discount: [0, 0],
    churn: 0.036,
    tickets: 0.155,
    expansion: 0.03,
    contraction: 0.016,
    upgrade: { to: 'Professional', chance: 0.004 },
    terms: { 1: 0.8, 12: 0.2 },
    acquisitionCost: 950,
    oneTimeFees: [0],
    orders: 0.75,
    users: [1, 1],
  },
  Professional: {
    seatPrice: 36,
    seats: [6, 48],
    discount: [0, 0.12],
    churn: 0.0215,
    tickets: 0.245,
    expansion: 0.042,
    contraction: 0.018,
    upgrade: { to: 'Enterprise', chance: 0.0015 },
    terms: { 1: 0.25, 12: 0.75 },
    acquisitionCost: 5_600,
    oneTimeFees: [0, 500, 900],
    orders: 1.15,
    users: [1, 2],
  },
  Enterprise: {
    seatPrice: 58,
    seats: [30, 140],
    discount: [0.05, 0.22],
    churn: 0.011,
    tickets: 0.53,
    expansion: 0.05,
    contraction: 0.017,
    upgrade: undefined,
    terms: { 12: 0.5, 24: 0.3, 36: 0.2 },
    acquisitionCost: 38_000,
    oneTimeFees: [4_000, 7_500, 12_000],
    orders: 1.6,
    users: [2, 4],
  },
}

export const planShares = { Basic: 0.53, Professional: 0.36, Enterprise: 0.11 }
/** Of the customers of before 2023: those who churn early are gone already. */
export const openingPlanShares = {
  Basic: 0.44,
  Professional: 0.41,
  Enterprise: 0.15,
}

export const segmentShares = {
  Basic: { SMB: 0.9, 'Mid-Market': 0.1 },
  Professional: { SMB: 0.46, 'Mid-Market': 0.5, Corporate: 0.04 },
  Enterprise: { 'Mid-Market': 0.3, Corporate: 0.7 },
}

export const regionShares = {
  'North America': 0.46,
  Europe: 0.34,
  'Asia-Pacific': 0.13,
  'Latin America': 0.07,
}

export const countries = {
  'North America': ['United States', 'United States', 'United States', 'Canada'],
  Europe: ['United Kingdom', 'Germany', 'Germany', 'France', 'Netherlands', 'Sweden'],
  'Asia-Pacific': ['Australia', 'Singapore', 'Japan', 'India'],
  'Latin America': ['Brazil', 'Mexico', 'Chile'],
}

/** Factors by month of the year, January first. */
export const season = {
  signups: [1.14, 1.04, 1.16, 1.04, 1.0, 0.96, 0.8, 0.76, 1.15, 1.12, 1.05, 0.78],
  churn: [1.28, 1.0, 1.04, 0.96, 0.95, 1.05, 0.98, 0.88, 0.96, 0.97, 0.98, 1.1],
  tickets: [1.12, 1.05, 1.05, 0.98, 0.98, 0.97, 0.9, 0.88, 1.06, 1.06, 1.02, 0.86],
  expansion: [1.5, 1.05, 1.05, 0.95, 0.95, 0.95, 0.85, 0.8, 1.1, 1.1, 1.0, 0.9],
}

/** Month indexes: August and September 2024. */
export const badRelease = {
  from: 19,
  to: 20,
  tickets: 1.6,
  resolution: 1.9,
  satisfaction: -0.35,
}
/** Month index: March 2025. */
export const largerTeam = { from: 26, resolution: 0.72, satisfaction: 0.1 }

/** `speed` multiplies the time to resolve. */
export const agents = [
  { name: 'Amara Okafor', speed: 0.82 },
  { name: 'Ben Sorensen', speed: 0.95 },
  { name: 'Chiara Russo', speed: 0.9 },
  { name: 'Dmitri Volkov', speed: 1.25 },
  { name: 'Elena Marsh', speed: 1.0 },
  { name: 'Farid Haddad', speed: 1.1 },
  { name: 'Grace Lindqvist', speed: 0.86 },
  { name: 'Hiro Tanabe', speed: 1.05 },
]

/** `weight` is the share of tickets, `effort` multiplies the time to resolve. */
export const categories = {
  Billing: { weight: 0.2, effort: 0.7 },
  Bug: { weight: 0.22, effort: 1.9 },
  'How-to': { weight: 0.27, effort: 0.6 },
  Integration: { weight: 0.15, effort: 1.6 },
  'Account access': { weight: 0.16, effort: 0.55 },
}

export const priorities = {
  Urgent: { weight: 0.07, effort: 0.35, slaHours: 8 },
  High: { weight: 0.23, effort: 0.75, slaHours: 24 },
  Normal: { weight: 0.52, effort: 1.05, slaHours: 48 },
  Low: { weight: 0.18, effort: 1.7, slaHours: 96 },
}

export const channelShares = {
  Email: 0.48,
  Chat: 0.26,
  Phone: 0.12,
  'Help centre': 0.14,
}

/** One-off purchases beside the subscription: name, unit price, usual quantities, share. */
export const products = [
  { name: 'Training session', price: 290, quantity: [1, 3], weight: 0.17 },
  { name: 'Storage pack 100 GB', price: 49, quantity: [1, 6], weight: 0.2 },
  { name: 'API calls 1M', price: 120, quantity: [1, 4], weight: 0.15 },
  {
    name: 'Guest seats (pack of 5)',
    price: 75,
    quantity: [1, 5],
    weight: 0.18,
  },
  { name: 'Data import', price: 450, quantity: [1, 1], weight: 0.09 },
  { name: 'Custom report', price: 380, quantity: [1, 2], weight: 0.08 },
  { name: 'Template library', price: 99, quantity: [1, 1], weight: 0.08 },
  { name: 'Consulting day', price: 1_250, quantity: [1, 3], weight: 0.05 },
]

export const features = {
  Board: 0.3,
  Timeline: 0.2,
  Reports: 0.14,
  Comments: 0.19,
  Automations: 0.09,
  Integrations: 0.08,
}
