"""Small tables of the history by hand, to be changed by tests in both interpreters."""


def rows(header, *lines):
    names = header.split(",")
    return [dict(zip(names, line.split(","))) for line in lines]


def events():
    return rows(
        "id,date,precision,category,title_en,title_zh,source_url,evidence",
        "founded,2016,year,company,Founded in New York,公司在纽约成立,https://example.org/founded,medium",
        "first-commit,2018-10-29,day,open-source,First commit,仓库的第一个提交,https://github.com/a/b/commit/c1,hard",
        "renamed-pytorch-transformers,2019-07-05,day,open-source,Renamed,改名,https://example.org/r,hard",
        "renamed-transformers,2019-09-26,day,open-source,Renamed again,又改名,https://example.org/s,hard",
        "round-a,2019-12,month,funding,Series A by Lux Capital,A 轮融资,https://example.org/a,medium",
    )


def rounds():
    return rows(
        "round,status,announced,precision,amount_usd,cumulative_usd,lead,other_investors,valuation_usd,valuation_basis,"
        "source_url,source_url_2,evidence,note",
        "seed,closed,2018-05,month,4000000,4000000,,A; B,,,https://example.org/1,,medium,",
        "series-a,closed,2019-12-17,day,15000000,19000000,Lux,,100000000,press,https://example.org/2,https://example.org/3,medium,",
        "offer,declined,2026-01,month,500000000,,Nvidia,,7000000000,press,https://example.org/4,,medium,",
    )


def releases():
    return rows(
        "release_date,version,package,kind,package_upload_utc,git_tag,git_tag_date,note,source_url,evidence",
        "2018-11-17,0.1.1,pytorch-pretrained-bert,patch,2018-11-17T09:58:09Z,,,,https://example.org/1,hard",
        "2018-11-26,0.2.0,pytorch-pretrained-bert,minor,2018-11-26T09:54:15Z,v0.2.0,2018-11-26,,https://example.org/2,hard",
        "2019-07-16,1.0.0,pytorch-transformers,major,2019-07-16T14:13:32Z,,,,https://example.org/3,hard",
        "2019-09-26,2.0.0rc1,transformers,prerelease,2019-09-26T10:00:00Z,,,,https://example.org/4,hard",
        "2019-09-26,2.0.0,transformers,major,2019-09-26T11:49:28Z,,,,https://example.org/5,hard",
        "2021-01-04,2.1.0,transformers,minor,2021-01-04T11:49:28Z,,,withdrawn later,https://example.org/6,hard",
    )


def quarters():
    return rows(
        "quarter,quarter_end,complete,commits,bot_commits,mainline_commits,active_authors,new_authors,"
        "cumulative_authors,cumulative_commits,model_families,model_families_deprecated,stars,stars_date,snapshot_date,"
        "snapshot_ref,source_url,evidence,note",
        "2018Q4,2018-12-31,yes,300,0,200,29,29,29,300,1,0,,,2018-12-20,8da2,https://example.org/1,hard,",
        "2019Q1,2019-03-31,yes,200,0,100,40,11,40,500,4,0,90,2019-03-31,2019-03-29,ec5c,https://example.org/2,hard,",
        "2019Q3,2019-09-30,yes,100,1,101,30,20,80,900,8,0,140,2019-09-29,2019-09-30,5c3b,https://example.org/3,hard,",
        "2019Q4,2019-12-31,no,,,,,,,,9,0,,,2019-12-01,v1.0,https://example.org/4,hard,",
    )


def stars():
    return rows(
        "date,stars,forks,repo_name,note,source_url,evidence",
        "2019-07-02,75,19,pytorch-pretrained-BERT,,https://example.org/1,hard",
        "2019-07-31,101,24,pytorch-transformers,passes 100,https://example.org/2,hard",
        "2019-09-29,140,32,transformers,,https://example.org/3,hard",
        "2019-10-31,160,37,transformers,,https://example.org/4,hard",
    )


def numbers():
    return rows(
        "date,precision,metric,value,source_url,evidence,note",
        "2018-05,month,employees,10,https://example.org/1,medium,",
        "2022-05-09,day,employees,120,https://example.org/2,strong,lower bound",
        "2020-11,month,hub_models,2097,https://example.org/3,strong,",
    )


def facts():
    return rows(
        "id,value,unit,title_zh,source_url,evidence",
        "commits-of-a-week,137,次提交,五天里的提交,https://example.org/1,hard",
        "languages,46,种语言,模型的语言,https://example.org/2,strong",
    )


def commits():
    return rows(
        "written_utc,repository,commit,author,milestone",
        "2018-10-29T13:56:02Z,a/b,43bad,Ada,first",
        "2018-10-31T15:19:12Z,c/d,fe354,Google,release",
        "2018-11-01T01:19:12Z,a/b,1b95d,Ada,",
        "2018-11-02T00:31:31Z,a/b,9343a,Ada,training",
        "2018-11-02T05:00:00Z,a/b,936eb,Bob,",
        "2018-11-05T21:34:12Z,a/b,0ce2f,outsider,outsider",
    )


def pages():
    return rows(
        "id,url,name,opened,through",
        "read,https://example.org/read,一份报纸，2019 年,yes,",
        "unread,https://example.org/unread,TechCrunch，2018-01-02,no,read",
    )


def changed(table, index, **cells):
    """Return a copy of a table in which some cells of a row are others."""
    copy = [dict(row) for row in table]
    copy[index].update(cells)
    return copy
