import { createContext, useContext } from 'react'
import type { WhatIfModel } from './use-what-if.ts'

/** For what is seldom on screen: it reads the model itself, so that what holds it is not drawn again for its sake. */
export const WhatIfContext = createContext<WhatIfModel | undefined>(undefined)

export function useWhatIfContext(): WhatIfModel {
  const model = useContext(WhatIfContext)
  if (model === undefined) throw new Error('There is no What-if around this.')
  return model
}
