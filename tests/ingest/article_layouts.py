"""Pages of one article as newspapers' systems build them: the markup is theirs in kind, the words are invented."""
# ruff: noqa: E501 (markup stays on its line)

from __future__ import annotations

import json
from collections.abc import Callable

from tests.ingest.story import (
    AUTHOR,
    BOX,
    CAPTION,
    HEADING,
    LEAD,
    PARAGRAPHS,
    PUBLISHED,
    RELATED,
    TEASERS,
    TITLE,
)

URL = "https://songbien.example/xa-ven-bien-hai-loc-dung-lai-ben-ca-20250918063000123.html"
MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(["Thời sự", "Kinh tế", "Thể thao", "Giáo dục"])
)
JSON_LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": PUBLISHED,
        "author": {"@type": "Person", "name": AUTHOR},
        "publisher": {"@type": "Organization", "name": "Báo Sóng Biển"},
        "articleSection": "Đời sống",
    },
    ensure_ascii=False,
)


def links(count: int = 8, start: int = 0) -> str:
    return "".join(f'<li><a href="/bai-{n}-10{n}203.html">{RELATED[n]}</a></li>' for n in range(start, count))


def head(*, marks: bool = True, lang: str = "vi") -> str:
    meta = (
        f'<meta property="og:title" content="{TITLE}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="Báo Sóng Biển"><link rel="canonical" href="{URL}">'
        f'<meta name="description" content="{LEAD}"><script type="application/ld+json">{JSON_LD}</script>'
        if marks
        else ""
    )
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE} - Báo Sóng Biển</title>{meta}'
        "<style>.a{color:red}</style></head>"
    )


def foot() -> str:
    return (
        '<footer class="site-footer"><p>Bản quyền thuộc Báo Sóng Biển. Ghi rõ nguồn khi phát hành lại thông tin từ trang '
        "này; giấy phép số 12/GP-BVHTTDL do Cục Báo chí cấp ngày 2 tháng 3 năm 2019.</p><p>Tòa soạn: số 5 đường Ven Biển, "
        "thị trấn Cửa Lạch. Điện thoại đường dây nóng: 0123 456 789, thư điện tử: toasoan@songbien.example</p></footer>"
    )


def figure(caption: str = CAPTION) -> str:
    return f'<figure><img src="a.jpg" alt=""><figcaption>{caption}</figcaption></figure>'


def text(*paragraphs: str, tag: str = "p", cls: str = "") -> str:
    attribute = f' class="{cls}"' if cls else ""
    return "".join(f"<{tag}{attribute}>{paragraph}</{tag}>" for paragraph in paragraphs)


def column_layout() -> str:
    return f"""{head()}<body class="has-banner tags-page"><header class="top-header"><ul class="menu">{MENU}</ul></header>
    <section class="section page-detail"><div class="container"><div class="sidebar-1">
    <div class="header-content"><ul class="breadcrumb"><li><a href="/doi-song">Đời sống</a></li></ul>
    <span class="date">Thứ năm, 18/9/2025, 06:30 (GMT+7)</span></div>
    <h1 class="title-detail">{TITLE}</h1><p class="description"><span class="location-stamp">Thanh Hóa</span>{LEAD}</p>
    <article class="fck_detail">{text(*PARAGRAPHS[:3], cls="Normal")}{figure(f'<p class="Image">{CAPTION}</p>')}
    <p class="Normal"><strong>{HEADING}</strong></p>
    <ul class="list-news" style="display:none">{links(3)}</ul>{text(*PARAGRAPHS[3:], cls="Normal")}
    <p class="Normal" style="text-align:right;"><strong>{AUTHOR}</strong></p></article>
    <div class="box-tinlienquanv2"><ul>{links(3)}</ul></div><div class="social_pin">Chia sẻ Facebook</div></div>
    <div class="sidebar-2"><h3>Đọc nhiều</h3><ul>{links()}</ul></div></div></section>{foot()}</body></html>"""


def sortable_layout() -> str:
    return f"""{head()}<body><div class="header__nav"><ul>{MENU}</ul></div><div class="detail__main">
    <div class="detail-cate"><a href="/doi-song">Đời sống</a></div><h1 class="detail-title" data-role="title">{TITLE}</h1>
    <div class="detail-info"><div class="author-info"><a>{AUTHOR}</a></div><div data-role="publishdate">18/09/2025 06:30 GMT+7</div></div>
    <h2 class="detail-sapo" data-role="sapo">{LEAD}</h2>
    <div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content">{text(*PARAGRAPHS[:3])}
    <figure class="VCSortableInPreviewMode" type="Photo"><div><img src="a.jpg"></div>
    <figcaption class="PhotoCMS_Caption"><p>{CAPTION}</p></figcaption></figure>
    <h2>{HEADING}</h2>{text(*PARAGRAPHS[3:5])}
    <div class="VCSortableInPreviewMode" type="RelatedNewsBox"><ul>{links(2)}</ul></div>
    <div class="VCSortableInPreviewMode alignCenter" type="content"><div class="box-content"><p>{BOX}</p></div></div>
    {text(PARAGRAPHS[5])}</div><div class="detail-tab"><a>Chia sẻ Facebook</a></div></div></div>
    <div class="detail__comment"><h3>Bình luận của bạn</h3><p>Đọc bài này tôi nhớ quê quá, mong bà con sớm có bến mới để yên tâm
    ra khơi, cảm ơn tác giả đã viết một bài thật hay và xúc động về làng biển.</p></div>
    <div class="detail__bottom"><ul>{links()}</ul></div>{foot()}</body></html>"""


def singular_layout() -> str:
    return f"""{head()}<body><nav class="menu"><ul>{MENU}</ul></nav><main><article class="singular-container">
    <h1 class="title-page detail">{TITLE}</h1><div class="author-wrap"><div class="author-name"><a>{AUTHOR}</a></div>
    <time class="author-time" datetime="2025-09-18 06:30">Thứ năm, 18/09/2025 - 06:30</time></div>
    <h2 class="singular-sapo">(Dân trí) - {LEAD}</h2>
    <div class="singular-content">{text(*PARAGRAPHS[:3])}{figure()}<h3>{HEADING}</h3>{text(*PARAGRAPHS[3:])}</div>
    <ul class="tags-wrap"><li><a>bến cá</a></li><li><a>ngư dân</a></li></ul></article>
    <article class="article-related"><h3>Đọc thêm</h3><ul>{links()}</ul></article></main>{foot()}</body></html>"""


def picture_table_layout() -> str:
    return f"""{head(marks=False, lang="en")}<body><div id="zing-header"><ul>{MENU}</ul></div><article class="the-article">
    <header class="the-article-header"><p class="the-article-category"><a>Đời sống</a></p><h1 class="the-article-title">{TITLE}</h1>
    <ul class="the-article-meta"><li class="the-article-author">{AUTHOR}</li>
    <li class="the-article-publish">Thứ năm, 18/9/2025 06:30 (GMT+7)</li></ul></header>
    <p class="the-article-summary">{LEAD}</p><div class="the-article-body">{text(*PARAGRAPHS[:3])}
    <table class="picture"><tr><td class="pic"><img src="a.jpg"></td></tr><tr><td class="pCaption caption"><p>{CAPTION}</p></td></tr></table>
    <h3>{HEADING}</h3>{text(*PARAGRAPHS[3:])}</div><div class="the-article-tags"><a>bến cá</a></div></article>
    <section class="section recommendation"><ul>{links()}</ul></section>{foot()}</body></html>"""


def main_content_layout() -> str:
    return f"""{head()}<body><div class="header"><ul>{MENU}</ul></div><div class="content-detail">
    <div class="bread-crumb-detail"><a>Đời sống</a><span>18/09/2025 06:30 (GMT+07:00)</span></div>
    <h1 class="content-detail-title">{TITLE}</h1><h2 class="content-detail-sapo"><strong>{LEAD}</strong></h2>
    <div class="maincontent main-content" id="maincontent">{text(*PARAGRAPHS[:2])}
    <div class="insert-wiki-content relatedNews"><a href="/x-1.html"><strong>{RELATED[0]}</strong></a><p>{TEASERS[0]}</p></div>
    {text(PARAGRAPHS[2])}<figure class="image vnn-content-image"><img src="a"><figcaption>{CAPTION}</figcaption></figure>
    <p><strong>{HEADING}</strong></p>{text(*PARAGRAPHS[3:])}</div>
    <div class="newsFeature__main-info"><p class="name">{AUTHOR}</p></div>
    <div class="vnn-template-noneditable"><ul>{links()}</ul></div></div>{foot()}</body></html>"""


def cms_layout() -> str:
    return f"""{head()}<body class="detail-page"><header><ul class="menu">{MENU}</ul></header><div class="main-col content-col">
    <div class="article"><h1 class="article__title cms-title">{TITLE}</h1>
    <div class="article__meta"><span class="time">18/09/2025 06:30</span></div>
    <div class="article__sapo cms-desc">{LEAD}</div>
    <div class="article__body cms-body" itemprop="articleBody"><div>{text(*PARAGRAPHS[:3])}</div>
    <table class="picture"><tbody><tr><td><img class="cms-photo" src="a.jpg"></td></tr>
    <tr><td class="caption">{CAPTION}</td></tr></tbody></table>
    <div class="banner ads">Quảng cáo</div><h4>{HEADING}</h4>{text(*PARAGRAPHS[3:])}
    <div class="article__story cms-relate"><h3>{RELATED[0]}</h3><p>{TEASERS[0]}</p></div></div>
    <div class="article__author"><p>{AUTHOR}</p></div></div></div><div class="sidebar"><ul>{links()}</ul></div>{foot()}</body></html>"""


def old_table_layout() -> str:
    body = "<BR><BR>".join((*PARAGRAPHS[:3], f"<B>{HEADING}</B>", *PARAGRAPHS[3:]))
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>{TITLE}</TITLE></HEAD>
    <BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=100%><TR><TD><A HREF="/">Trang chủ</A> | <A HREF="/ts">Thời sự</A></TD></TR></TABLE>
    <TABLE><TR><TD VALIGN=top WIDTH=150><FONT SIZE=1>{"<BR>".join(f'<A HREF="{n}.asp">{t}</A>' for n, t in enumerate(RELATED))}</FONT></TD>
    <TD VALIGN=top><FONT COLOR=gray>Thứ năm, 18/9/2025, 06:30 GMT+7</FONT><H1>{TITLE}</H1><P><B>{LEAD}</B></P>
    <TABLE ALIGN=left WIDTH=200><TR><TD><IMG SRC="a.jpg"></TD></TR><TR><TD><FONT SIZE=1>{CAPTION}</FONT></TD></TR></TABLE>
    <FONT FACE="Times New Roman">{body}</FONT><P ALIGN=right><B>{AUTHOR}</B></P></TD></TR></TABLE>{foot()}</BODY></HTML>"""


def blog_layout() -> str:
    comments = "".join(
        f'<li class="comment"><p>{TEASERS[n]} Cảm ơn tác giả, mong có thêm bài như vậy.</p></li>' for n in range(6)
    )
    return f"""{head()}<body class="post-template-default single single-post has-sidebar"><div id="page"><nav><ul>{MENU}</ul></nav>
    <main><article class="post type-post tag-bien category-doi-song"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>
    <div class="entry-meta"><time class="entry-date" datetime="{PUBLISHED}">18/09/2025</time> <span class="author vcard">{AUTHOR}</span></div></header>
    <div class="entry-content"><p><em>{LEAD}</em></p>{text(*PARAGRAPHS[:3])}{figure()}<h2>{HEADING}</h2>{text(*PARAGRAPHS[3:])}
    <div class="sharedaddy sd-sharing"><a>Chia sẻ Facebook</a></div></div></article>
    <div id="comments" class="comments-area"><h2>Bình luận của bạn</h2><ol class="comment-list">{comments}</ol></div></main>
    <aside class="widget-area"><ul>{links()}</ul></aside></div>{foot()}</body></html>"""


def plain_layout() -> str:
    return f"""{head(marks=False)}<body><h1>{TITLE}</h1>{text(LEAD, *PARAGRAPHS[:3])}<h2>{HEADING}</h2>{text(*PARAGRAPHS[3:])}</body></html>"""


def divs_layout() -> str:
    return f"""{head()}<body><div class="c1"><div class="c2"><ul>{MENU}</ul></div><div class="c3"><div class="c4"><h1>{TITLE}</h1></div>
    <div class="c5">18/09/2025 06:30</div><div class="c6">{text(LEAD, *PARAGRAPHS[:3], tag="div", cls="x")}
    <div class="x"><b>{HEADING}</b></div>{text(*PARAGRAPHS[3:], tag="div", cls="x")}</div>
    <div class="c7">{"".join(f'<div><a href="/{n}">{t}</a></div>' for n, t in enumerate(RELATED))}</div></div></div>{foot()}</body></html>"""


def inline_related_layout() -> str:
    inline = "".join(f'<p>&gt;&gt; <a href="/b{n}">{RELATED[n]}</a></p>' for n in range(3))
    return f"""{head()}<body><ul>{MENU}</ul><article><h1 class="clrTit">{TITLE}</h1>
    <time class="cate-24h">Thứ Năm, ngày 18/09/2025 06:30 AM (GMT+7)</time><h2 id="article_sapo" class="ctTp">{LEAD}</h2>
    <div id="article_body" class="nwsHt">{text(*PARAGRAPHS[:3])}<p class="img_chu_thich">{CAPTION}</p>{inline}
    <p><strong>Xem thêm:</strong> <a href="/c">{RELATED[4]}</a></p>
    <p><strong>{HEADING}</strong></p>{text(*PARAGRAPHS[3:])}<p class="nguontin">Theo {AUTHOR}</p></div>
    <div class="bv-lq"><ul>{links()}</ul></div></article>{foot()}</body></html>"""


def list_layout() -> str:
    items = "".join(f"<li>{paragraph}</li>" for paragraph in PARAGRAPHS[3:])
    return f"""{head()}<body><ul>{MENU}</ul><div class="article-content"><h1>{TITLE}</h1><div class="chappeau"><p>{LEAD}</p></div>
    <div class="art-body">{text(*PARAGRAPHS[:3])}<p><b>{HEADING}</b></p><ul>{items}</ul></div>
    <div class="related-news"><ul>{links()}</ul></div></div>{foot()}</body></html>"""


def teasers_between_layout() -> str:
    boxes = "".join(
        f'<div class="story"><h3><a href="/s{n}">{RELATED[n]}</a></h3><p>{TEASERS[n]}</p></div>' for n in range(8)
    )
    return f"""{head()}<body><div class="wrapper"><div class="top">{boxes}</div><div class="article-main"><h1>{TITLE}</h1>
    <p class="lead">{LEAD}</p><div class="article-text">{text(*PARAGRAPHS[:3])}<h2>{HEADING}</h2>{text(*PARAGRAPHS[3:])}</div></div>
    <div class="more">{boxes}</div></div>{foot()}</body></html>"""


def lead_in_body_layout() -> str:
    return f"""{head(marks=False)}<body><div id="nav"><ul>{MENU}</ul></div><div id="content"><h1 class="title">{TITLE}</h1>
    <div class="post-date">Đăng ngày 18/09/2025 06:30</div><div class="body-content"><p style="text-align:justify"><strong>{LEAD}</strong></p>
    {text(*PARAGRAPHS[:3])}<p style="text-align:center"><img src="a.jpg"></p><p style="text-align:center"><em>{CAPTION}</em></p>
    <p><strong>{HEADING}</strong></p>{text(*PARAGRAPHS[3:])}<p style="text-align:right"><strong>{AUTHOR}</strong></p></div>
    <div class="fb-like">Chia sẻ Facebook</div></div><div id="right"><ul>{links()}</ul></div>{foot()}</body></html>"""


ARTICLES: tuple[Callable[[], str], ...] = (
    column_layout,
    sortable_layout,
    singular_layout,
    picture_table_layout,
    main_content_layout,
    cms_layout,
    old_table_layout,
    blog_layout,
    plain_layout,
    divs_layout,
    inline_related_layout,
    list_layout,
    teasers_between_layout,
    lead_in_body_layout,
)
