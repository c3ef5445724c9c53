// The page's words in Vietnamese (first) and English; a key that is missing is an error, not an empty label.
import { ADMIN } from "./words-admin.js";
import { EDITING } from "./words-editing.js";

const WORDS = {
  vi: {
    ...EDITING.vi, ...ADMIN.vi,
    "page.title": "Phân tích tin tiếng Việt", "page.skip": "Đến ô nhập bài", "page.api": "Tài liệu API", "page.analyze": "Phân tích", "page.archive": "Kho bài",
    "page.intro": "Dán một bài báo tiếng Việt: tên riêng, ngày tháng, ngày kỷ niệm, chủ đề và thẻ hiện ra cùng bằng chứng trong văn bản. Không có gì rời khỏi máy chủ này.",
    "archive.title": "Kho bài", "archive.skip": "Đến ô tìm kiếm", "archive.search": "Tìm bài và tên riêng", "archive.query": "Từ khóa (không cần dấu)",
    "archive.from": "Đăng từ ngày", "archive.to": "đến ngày", "archive.find": "Tìm", "archive.articles": "Bài viết", "archive.more": "Xem thêm",
    "archive.coming": "Ngày kỷ niệm sắp tới", "archive.first": "Từ ngày", "archive.last": "đến ngày", "archive.round": "Chỉ năm chẵn",
    "archive.all": "Tất cả", "archive.found": "{n} bài.", "archive.none": "Không có bài nào.", "archive.no-names": "Không có tên riêng nào.",
    "archive.no-days": "Không có ngày kỷ niệm nào trong khoảng này.", "archive.days": "{n} ngày kỷ niệm.", "archive.type": "Loại", "archive.region": "Nơi",
    "archive.event": "Sự kiện (không cần dấu)", "archive.seed": "Cả các ngày lễ, ngày truyền thống trong lịch chung", "archive.seed-source": "Lịch chung: {source}",
    "archive.round-badge": "chẵn", "archive.round-hint": "Chia hết cho {n}", "archive.lunar": "{day} âm lịch", "archive.disputed": "Các nguồn không thống nhất",
    "archive.claimed": "{n} bài", "archive.more-articles": "và {n} bài nữa", "region.vn": "Việt Nam", "region.international": "Quốc tế", "archive.day": "Ngày", "archive.sources": "Bài", "archive.clear": "Bỏ lọc: {name}",
    "key.label": "Khóa API của nơi này", "key.use": "Dùng khóa",
    "problem.unauthorized": "Nơi này cần khóa API.", "problem.forbidden": "Khóa này không cho phép việc ấy.",
    "problem.article-not-found": "Không có bài này trong kho.", "problem.invalid-field": "Giá trị không hợp lệ.", "page.switch": "English",
    "input.title": "Bài cần phân tích", "input.sample": "Bài mẫu", "input.choose": "Chọn một bài…",
    "input.file": "Tệp .txt hoặc .html", "input.published": "Ngày đăng (nếu bài không ghi)", "input.text": "Văn bản",
    "input.placeholder": "Dán nội dung bài báo vào đây…", "input.analyze": "Phân tích", "input.clear": "Xóa",
    "input.hint": "Ctrl + Enter cũng phân tích", "input.size": "{n} ký tự",
    "status.working": "Đang phân tích…", "status.done": "Xong: {entities} tên riêng, {dates} ngày tháng, {anniversaries} ngày kỷ niệm.",
    "status.copied": "Đã chép {n} thẻ.", "status.page": "Đã đọc trang {name}.",
    "error.empty": "Chưa có văn bản. Hãy dán bài, chọn tệp hoặc bài mẫu.",
    "error.network": "Không liên lạc được với máy chủ. Hãy kiểm tra xem dịch vụ còn chạy không.",
    "error.copy": "Trình duyệt không cho chép. Hãy chọn thẻ và chép bằng tay.",
    "error.encoding": "Tệp không phải UTF-8. Hãy lưu lại tệp ở dạng UTF-8 rồi thử lại.",
    "problem.empty-text": "Văn bản trống.", "problem.text-too-long": "Văn bản dài quá 1 MiB.",
    "problem.body-too-large": "Tệp quá lớn.", "problem.unsupported-language": "Văn bản không phải tiếng Việt.",
    "problem.invalid-encoding": "Văn bản không phải UTF-8.", "problem.binary-input": "Tệp này không phải văn bản.",
    "problem.not-ready": "Dịch vụ đang khởi động. Hãy thử lại sau vài giây.",
    "problem.overloaded": "Dịch vụ đang bận. Hãy thử lại sau vài giây.",
    "problem.model-missing": "Thiếu mô hình. Hãy báo người quản trị.", "problem.model-corrupt": "Mô hình bị hỏng. Hãy báo người quản trị.",
    "problem.other": "Không phân tích được.",
    "result.untitled": "(không có tiêu đề)", "fact.published": "Đăng", "fact.author": "Tác giả", "fact.words": "Số từ",
    "tags.title": "Thẻ gợi ý", "tags.copy": "Chép tất cả", "tags.none": "Không có thẻ nào.",
    "kind.person": "người", "kind.organisation": "tổ chức", "kind.place": "nơi", "kind.event": "sự kiện", "kind.law": "văn bản",
    "kind.keyword": "từ khóa", "kind.topic": "chủ đề",
    "topics.title": "Chuyên mục và chủ đề", "topics.section": "Chuyên mục", "topics.iptc": "IPTC", "topics.none": "Không xác định được.",
    "reading.title": "Văn bản được đánh dấu", "reading.legend": "Chú giải: bỏ chọn để ẩn",
    "label.PER": "Người", "label.ORG": "Tổ chức", "label.LOC": "Nơi", "label.EVENT": "Sự kiện", "label.LAW": "Văn bản luật",
    "label.DATE": "Ngày tháng", "label.ANNIVERSARY": "Ngày kỷ niệm",
    "zone.banner": "Dải chạy", "zone.dateline": "Dòng ngày", "zone.headline": "Tiêu đề", "zone.lead": "Sa-pô", "zone.body": "Thân bài",
    "zone.caption": "Chú thích ảnh", "zone.question": "Câu hỏi", "zone.answer": "Trả lời", "zone.byline": "Tác giả",
    "zone.footer": "Chân trang", "zone.counter": "Bộ đếm",
    "entities.title": "Tên riêng", "entities.none": "Không tìm thấy tên riêng.", "entities.mentions": "{n} lần",
    "anniversaries.title": "Ngày kỷ niệm", "anniversaries.none": "Bài không nhắc ngày kỷ niệm nào.",
    "anniversaries.years": "Số năm", "anniversaries.event": "Sự kiện", "anniversaries.type": "Loại", "anniversaries.original": "Ngày gốc",
    "anniversaries.observed": "Ngày kỷ niệm", "anniversaries.check": "Kiểm tra", "anniversaries.right": "khớp",
    "anniversaries.wrong": "sai, đúng là {n}", "anniversaries.conflict": "mâu thuẫn", "anniversaries.unknown": "chưa đủ dữ kiện",
    "anniversaries.inferred": "suy ra",
    "type.birth": "ngày sinh", "type.death": "ngày mất", "type.founding": "thành lập", "type.liberation": "giải phóng",
    "type.victory": "chiến thắng", "type.tradition_day": "ngày truyền thống", "type.wedding": "ngày cưới",
    "type.diplomatic": "ngoại giao", "type.other": "khác",
    "dates.title": "Ngày tháng", "dates.none": "Không tìm thấy ngày tháng.", "dates.text": "Trong bài", "dates.type": "Loại",
    "dates.value": "Giá trị", "dates.interval": "Khoảng", "dates.role": "Vai trò", "dates.note": "Ghi chú",
    "datetype.DATE": "ngày", "datetype.TIME": "giờ", "datetype.DURATION": "độ dài", "datetype.SET": "lặp lại",
    "role.publication": "ngày đăng", "role.event": "sự kiện", "role.deadline": "hạn chót", "role.term": "nhiệm kỳ", "role.birth": "sinh",
    "role.death": "mất", "role.founding": "thành lập", "role.anniversary": "kỷ niệm", "role.historical": "lịch sử",
    "provenance.title": "Nguồn gốc của kết quả",
  },
  en: {
    ...EDITING.en, ...ADMIN.en,
    "page.title": "Vietnamese news analysis", "page.skip": "Go to the text", "page.api": "API reference", "page.analyze": "Analyse", "page.archive": "Archive",
    "page.intro": "Paste a Vietnamese article: names, dates, anniversaries, topics and tags appear with their evidence in the text. Nothing leaves this server.",
    "archive.title": "Archive", "archive.skip": "Go to the search", "archive.search": "Find articles and names", "archive.query": "Words (accents optional)",
    "archive.from": "Published from", "archive.to": "to", "archive.find": "Find", "archive.articles": "Articles", "archive.more": "More",
    "archive.coming": "Coming anniversaries", "archive.first": "From", "archive.last": "to", "archive.round": "Round years only",
    "archive.all": "All", "archive.found": "{n} articles.", "archive.none": "No articles.", "archive.no-names": "No names.",
    "archive.no-days": "No anniversaries in this range.", "archive.days": "{n} anniversaries.", "archive.type": "Type", "archive.region": "Region",
    "archive.event": "Event (accents optional)", "archive.seed": "With the national and world days of the common calendar", "archive.seed-source": "Common calendar: {source}",
    "archive.round-badge": "round", "archive.round-hint": "Divisible by {n}", "archive.lunar": "{day} lunar", "archive.disputed": "Sources disagree",
    "archive.claimed": "{n} articles", "archive.more-articles": "and {n} more", "region.vn": "Vietnam", "region.international": "International", "archive.day": "Day", "archive.sources": "Articles", "archive.clear": "Clear filter: {name}",
    "key.label": "API key of this installation", "key.use": "Use key",
    "problem.unauthorized": "This installation asks for an API key.", "problem.forbidden": "This key does not allow that.",
    "problem.article-not-found": "There is no such article.", "problem.invalid-field": "A value is not valid.", "page.switch": "Tiếng Việt",
    "input.title": "Article to analyse", "input.sample": "Sample", "input.choose": "Choose one…",
    "input.file": "A .txt or .html file", "input.published": "Published (where the text does not say)", "input.text": "Text",
    "input.placeholder": "Paste a Vietnamese article here…", "input.analyze": "Analyse", "input.clear": "Clear",
    "input.hint": "Ctrl + Enter works too", "input.size": "{n} characters",
    "status.working": "Analysing…", "status.done": "Done: {entities} names, {dates} dates, {anniversaries} anniversaries.",
    "status.copied": "{n} tags copied.", "status.page": "Read the page {name}.",
    "error.empty": "There is no text yet. Paste one, or choose a file or a sample.",
    "error.network": "The server cannot be reached. Check that the service is running.",
    "error.copy": "The browser does not allow copying. Select the tags and copy them by hand.",
    "error.encoding": "The file is not UTF-8. Save it as UTF-8 and try again.",
    "problem.empty-text": "The text is empty.", "problem.text-too-long": "The text is longer than 1 MiB.",
    "problem.body-too-large": "The file is too large.", "problem.unsupported-language": "The text is not Vietnamese.",
    "problem.invalid-encoding": "The text is not UTF-8.", "problem.binary-input": "This file is no text.",
    "problem.not-ready": "The service is starting. Try again in a few seconds.",
    "problem.overloaded": "The service is busy. Try again in a few seconds.",
    "problem.model-missing": "A model is missing. Tell the administrator.", "problem.model-corrupt": "A model is damaged. Tell the administrator.",
    "problem.other": "The text could not be analysed.",
    "result.untitled": "(no title)", "fact.published": "Published", "fact.author": "Author", "fact.words": "Words",
    "tags.title": "Suggested tags", "tags.copy": "Copy all", "tags.none": "No tags.",
    "kind.person": "person", "kind.organisation": "organisation", "kind.place": "place", "kind.event": "event", "kind.law": "law",
    "kind.keyword": "keyword", "kind.topic": "topic",
    "topics.title": "Sections and topics", "topics.section": "Section", "topics.iptc": "IPTC", "topics.none": "None found.",
    "reading.title": "The text, marked", "reading.legend": "Legend: clear a box to hide",
    "label.PER": "Person", "label.ORG": "Organisation", "label.LOC": "Place", "label.EVENT": "Event", "label.LAW": "Law",
    "label.DATE": "Date", "label.ANNIVERSARY": "Anniversary",
    "zone.banner": "Banner", "zone.dateline": "Dateline", "zone.headline": "Headline", "zone.lead": "Lead", "zone.body": "Body",
    "zone.caption": "Caption", "zone.question": "Question", "zone.answer": "Answer", "zone.byline": "Byline",
    "zone.footer": "Footer", "zone.counter": "Counter",
    "entities.title": "Names", "entities.none": "No names found.", "entities.mentions": "{n}×",
    "anniversaries.title": "Anniversaries", "anniversaries.none": "The text mentions no anniversary.",
    "anniversaries.years": "Years", "anniversaries.event": "Event", "anniversaries.type": "Type", "anniversaries.original": "Original date",
    "anniversaries.observed": "Observed", "anniversaries.check": "Check", "anniversaries.right": "consistent",
    "anniversaries.wrong": "wrong, expected {n}", "anniversaries.conflict": "contradictory", "anniversaries.unknown": "cannot be checked",
    "anniversaries.inferred": "inferred",
    "type.birth": "birth", "type.death": "death", "type.founding": "founding", "type.liberation": "liberation",
    "type.victory": "victory", "type.tradition_day": "tradition day", "type.wedding": "wedding",
    "type.diplomatic": "diplomatic", "type.other": "other",
    "dates.title": "Dates", "dates.none": "No dates found.", "dates.text": "In the text", "dates.type": "Type",
    "dates.value": "Value", "dates.interval": "Interval", "dates.role": "Role", "dates.note": "Note",
    "datetype.DATE": "date", "datetype.TIME": "time", "datetype.DURATION": "duration", "datetype.SET": "recurring",
    "role.publication": "publication", "role.event": "event", "role.deadline": "deadline", "role.term": "term", "role.birth": "birth",
    "role.death": "death", "role.founding": "founding", "role.anniversary": "anniversary", "role.historical": "historical",
    "provenance.title": "How this result was made",
  },
};
const STORED = "nlp-service-language";

export const state = { language: localStorage.getItem(STORED) === "en" ? "en" : "vi" };

/** Return the words for a key, with {name} replaced by values[name]. */
export function say(key, values = {}) {
  const words = WORDS[state.language][key];
  if (words === undefined) throw new Error(`No words for ${key} in ${state.language}`);
  return words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Return the words for a key if there are any, else null. */
export function sayIfKnown(key) {
  return WORDS[state.language][key] ?? null;
}

/** Put the words of the current language into every element that names a key. */
export function translatePage() {
  document.documentElement.lang = state.language;
  for (const element of document.querySelectorAll("[data-i18n]")) element.textContent = say(element.dataset.i18n);
  for (const element of document.querySelectorAll("[data-i18n-placeholder]")) element.placeholder = say(element.dataset.i18nPlaceholder);
  const button = document.getElementById("language");
  document.title = document.querySelector("title").textContent;
  button.textContent = say("page.switch");
  button.lang = state.language === "vi" ? "en" : "vi";
}

/** Change between Vietnamese and English and remember the choice. */
export function switchLanguage() {
  state.language = state.language === "vi" ? "en" : "vi";
  localStorage.setItem(STORED, state.language);
  translatePage();
}
