-- Turns the panels of a leaflet manuscript into named pieces of Typst content: ::: {.panel #front} becomes
-- #let panel-front = [ ... ]. What a panel holds stays pandoc's business, so its text is escaped by pandoc.

local function named(name, blocks)
  local out = pandoc.List({ pandoc.RawBlock("typst", "#let " .. name .. " = [") })
  out:extend(blocks)
  out:insert(pandoc.RawBlock("typst", "]"))
  return out
end

-- pandoc 3.9 does not escape "+ ", "1. " or "= " at the start of a list item, where Typst reads them as markup:
-- an empty piece of content in front keeps them text.
local function plain_start(block)
  block.content:insert(1, pandoc.RawInline("typst", "#[];"))
  return block
end
Plain = plain_start
Para = plain_start

function Div(div)
  if div.classes:includes("panel") then
    if not div.identifier:match("^[a-z]+$") then error("panel without a plain name: " .. div.identifier) end
    return named("panel-" .. div.identifier, div.content)
  end
  for _, class in ipairs({ "source", "qr", "box", "slogan", "roads" }) do
    if div.classes:includes(class) then
      local out = pandoc.List({ pandoc.RawBlock("typst", "#" .. class .. "-line[") })
      out:extend(div.content)
      out:insert(pandoc.RawBlock("typst", "]"))
      return out
    end
  end
end
