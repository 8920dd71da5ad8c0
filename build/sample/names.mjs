/** Invented company names, no two alike. */

const first = (
  'Alder Amber Anchor Apex Arbor Aspen Atlas Aurora Beacon Birch Blue Bramble Bridge Bright Cedar Cinder Clear Cloud ' +
  'Clover Cobalt Copper Coral Crest Crown Delta Drift Echo Ember Fable Falcon Fern Field Flint Forge Fox Garnet Glacier ' +
  'Gold Granite Harbor Haven Hazel Heron Hollow Iron Ivory Jade Juniper Kestrel Lake Lantern Lark Laurel Linden Lunar ' +
  'Maple Marble Meadow Merit Mint Moss North Oak Ocean Olive Onyx Opal Orchard Osprey Pearl Pine Plum Prairie Quarry ' +
  'Quill Raven Reed Ridge River Rowan Sable Sage Silver Slate Solar Sparrow Spruce Stone Summit Swift Thistle Timber'
).split(' ')
const second =
  'bank brook cliff crest fall field gate grove haven hill land light mark mere peak point port ridge'.split(
    ' ',
  )
const trades =
  'Analytics Design Energy Foods Freight Health Insurance Labs Legal Logistics Media Partners Robotics Schools Studio Systems Travel Works'.split(
    ' ',
  )
const forms = ['', '', '', ' Inc', ' Ltd', ' GmbH', ' & Co']

/** A function that gives a new name at each call. */
export function companyNames(random) {
  const used = new Set()
  return () => {
    for (;;) {
      const stem = random.pick(first) + random.pick(second)
      const name = `${stem} ${random.pick(trades)}${random.pick(forms)}`
      const key = name.toLowerCase()
      if (used.has(key)) continue
      used.add(key)
      return name
    }
  }
}
