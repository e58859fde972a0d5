#!/usr/bin/env node
// `npx golmok …` in the checkout: the command line, under a Node that is new enough.
import { main } from './run.mjs'

main('golmok', process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message)
    process.exit(1)
  },
)
