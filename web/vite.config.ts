/** How the web app is served while developing, and built for the server to hand out. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

// While developing, the API answers here; in production both live on one origin.
const server = process.env['GOLMOK_SERVER'] ?? 'http://127.0.0.1:4700'
// The host stays that of the page: the server takes writes from its own origin only.
const api = { target: server, changeOrigin: false }
const proxy = { '/v1': api, '/opt-out': api }

/** Files smaller than this gain nothing. */
const COMPRESSED_BYTES_MIN = 1_024
/** The best quality takes ten times as long for a few percent. */
const quality = { [constants.BROTLI_PARAM_QUALITY]: 8 }

/** Lays compressed copies beside the built files: done once here, and not for every visitor. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      order: 'post',
      async handler() {
        const dist = path.join(import.meta.dirname, 'dist')
        const names = await readdir(dist, { recursive: true }).catch(() => [])
        for (const name of names) {
          if (!/\.(js|css|html|json|geojson|svg|wasm|webmanifest)$/.test(name)) continue
          const file = path.join(dist, name)
          if ((await stat(file)).size < COMPRESSED_BYTES_MIN) continue
          const bytes = await readFile(file)
          await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }))
          await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: quality }))
        }
      },
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      injectManifest: {
        // The shell and the shopper's screens; fonts, map and the shop's screens once they were used.
        globPatterns: ['index.html', 'assets/*.{js,css}', 'icons/*.svg'],
        globIgnores: [
          '**/{maplibre,MapView,PinMap,Select,Slider,ponyfill,merchant-,operator-}*',
          '**/{ApiKeys,Campaign,Counter,Customers,HoursEditor,NewCampaign,NewShop}*',
          '**/{Operator,Scanner,Settings,ShopFrame,ShopPicker,Today}*',
          '**/{BatchScreen,BillPane,BillsScreen,CodeOffers,CodesScreen,EditOffer,FeeList}*',
          '**/{GiftCardsScreen,Loyalty,OfferPolicy,OfferScreen,OffersScreen,PastBill,Receipt}*',
          '**/{RowsRun,Settlement,TillScreen}*',
        ],
        maximumFileSizeToCacheInBytes: 600_000,
      },
      manifest: {
        name: '골목',
        short_name: '골목',
        description: '동네 가게의 쿠폰이, 지나갈 때 도착해요.',
        lang: 'ko',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#fbf8f3',
        theme_color: '#fbf8f3',
        icons: [
          { src: '/icons/golmok-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/golmok-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icons/golmok-mask-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: '/icons/golmok.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
    precompress(),
  ],
  server: { proxy },
  preview: { proxy },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      // The map library keeps a file of its own, which loads when a map is first shown.
      output: { codeSplitting: { groups: [{ name: 'maplibre', test: /maplibre-gl/ }] } },
    },
  },
})
