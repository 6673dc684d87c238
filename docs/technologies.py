"""Make the table of common technologies that ``matrix draft`` and ``matrix suggest`` know.

Run with O*NET's Technology Skills as a tab-separated file: ``python docs/technologies.py technology-skills.txt``.
Names and groups come from there; ADDITIONS are names that it does not have, by hand.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from skillgap.postings.ambiguity import is_ambiguous

TABLE = Path(__file__).resolve().parents[1] / "skillgap" / "postings" / "technologies.tsv"
HEAD = """\
# Names of technologies, their group, "case" if they are also ordinary words and so count only as written, and other
# spellings, separated by tabs. Made by docs/technologies.py.
# This table includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training
# Administration (USDOL/ETA), used under the CC BY 4.0 license (https://creativecommons.org/licenses/by/4.0/).
# The O*NET information has been modified: names were shortened and grouped, and some were added by hand.
# USDOL/ETA has not approved, endorsed or tested these modifications.
"""
FEWEST = 2
"""An example that fewer occupations have is left out, unless O*NET marks it as hot or in demand."""
FEWEST_WORD = 12
"""The same for a single capitalized word, which may be an ordinary one."""
GROUPS = {
    "Databases and queries": "43232304 43232306 43232311 43232313",
    "Programming languages": "43232405",
    "Development tools": "43232402 43232404 43232407 43232409",
    "Web development": "43232408",
    "Business intelligence": "43232314 43232305",
    "Analysis and science": "43232605 43232307 43231511",
    "Medical software": "43232610",
    "Enterprise resource planning": "43231602",
    "Computer-aided design": "43232604 43232612 43232614",
    "Office software": "43232110 43231513 43232104 43232106 43232105 43232111",
    "Email and calendars": "43233501 43232108",
    "Operating systems": "43233004 43232802",
    "Graphics, media and publishing": "43232102 43232103 43232112 43232107 43232005",
    "Project management": "43231507 43231518",
    "Accounting and finance": "43231601 43231604 43231603",
    "Learning platforms": "43232502 43232505",
    "Documents and content": "43232202 43232201",
    "Customer relationship management": "43232303",
    "Human resources": "43231505 43231605",
    "Maps and geographic information": "43232510 43233506 43232504",
    "Industrial control": "43232608",
    "Integration": "43232403 43232310",
    "Testing": "43232406",
    "Supply chain": "43231506 43231508 43231503",
    "Point of sale": "43232611",
    "Meetings and messaging": "43233502 43233504 43232702 43233503",
    "Application servers": "43232701",
    "Monitoring": "43232801 43233701",
    "Security": "43233205 43233204 43233203 43233201 43233206",
    "Configuration and versions": "43232401 43232203",
    "Cloud services": "43232806 43233511 43233513",
    "Marketing": "43231514",
    "Compliance and risk": "43232606 43232620",
    "Facilities": "43232603",
}
VENDORS = (
    "Amazon Web Services", "The MathWorks", "Dassault Systemes", "Henry Schein", "Red Hat", "Microsoft", "Apache",
    "Amazon", "Google", "Adobe", "IBM", "Oracle", "Atlassian", "Autodesk", "Apple", "Cisco", "Intuit", "ESRI",
    "Bentley", "Trimble", "SAP", "Citrix", "VMware", "Corel", "Mozilla", "Eclipse", "Kronos", "Sun", "Symantec",
    "Nuance", "Thomson Reuters",
)  # fmt: skip
PLAIN = frozenset(
    [
        "access",
        "project",
        "publisher",
        "office",
        "dynamics",
        "docs",
        "sheets",
        "analytics",
        "ads",
        "drive",
        "meet",
        "maps",
        "cloud",
        "database",
        "windows",
        "server",
        "teams",
        "word",
        "outlook",
        "pages",
        "numbers",
        "framework",
        "business",
        "acrobat",
        "suite",
        "enterprise",
        "directory",
        "studio",
        "visual",
        "basic",
        "services",
        "notes",
        "reader",
        "print",
        "sign",
        "connect",
        "flash",
        "director",
        "bridge",
        "fonts",
        "stock",
        "calendar",
        "classroom",
        "forms",
        "slides",
        "search",
        "tag",
        "manager",
        "finder",
        "mail",
        "notes",
        "photos",
        "safari",
        "messages",
        "contacts",
        "spaces",
        "security",
        "events",
        "planner",
        "explorer",
        "edge",
        "exchange",
        "works",
        "money",
        "software",
        "systems",
        "management",
        "standard",
        "professional",
        "web",
        "data",
        "warehouse",
        "discovery",
        "financials",
        "workspace",
        "firefox",
        "advertising",
        "alerts",
        "earth",
        "translate",
        "voice",
        "trends",
        "sites",
        "groups",
        "keep",
    ]
)
"""Words that name nothing without their vendor."""
ADDITIONS = {
    "Databases and queries": "SQL=T-SQL|Snowflake|BigQuery=Big Query,GBQ|Databricks|DuckDB|ClickHouse|"
    "CockroachDB|Supabase|Firebase|"
    "Pinecone|Neo4j|InfluxDB|Trino|Presto|Synapse=Azure Synapse|Athena=Amazon Athena,AWS Athena|Delta Lake|"
    "Apache Iceberg=Iceberg|Postgres=PostgreSQL|Redshift=Amazon Redshift",
    "Data pipelines": "dbt=data build tool,dbt Core,dbt Labs|dbt Cloud|Airflow=Apache Airflow|Dagster|"
    "Prefect|Fivetran|Airbyte|Stitch|"
    "Kafka=Apache Kafka|Flink=Apache Flink|AWS Glue=Glue|Azure Data Factory=ADF|Dataform|Great Expectations|Soda|"
    "Monte Carlo|Apache Beam|NiFi=Apache NiFi|Matillion|Talend|Rudderstack=RudderStack|"
    "Microsoft Fabric=Fabric,MS Fabric|Spark=Apache Spark,PySpark",
    "Business intelligence": "Looker=LookML|Metabase|Power BI=Microsoft Power BI|Tableau|Qlik=Qlik Sense,QlikView|"
    "Looker Studio=Google Data Studio|Superset=Apache Superset|Hex|Lightdash|ThoughtSpot|Domo|DAX|Power Query|"
    "QuickSight=Amazon QuickSight|Streamlit|Amplitude|Mixpanel|Cognos|MicroStrategy",
    "Programming languages": "Python|Java|JavaScript|TypeScript|C#|C++|C|Go=Golang|Rust|Kotlin|Swift|"
    "Scala|Ruby|PHP|R|"
    "Elixir|Haskell|Dart|Julia|Objective-C|Perl|Lua|MATLAB|Visual Basic=VB.NET|Fortran|COBOL|Solidity|Groovy|Clojure",
    "Web development": "React=React.js|Angular|Vue=Vue.js|Next.js|Node.js|Svelte|Django|Flask|FastAPI|Spring Boot|"
    "Ruby on Rails=Rails|Laravel|.NET=ASP.NET,.NET Core|Express.js|NestJS|GraphQL|REST=RESTful,REST API|"
    "gRPC|Tailwind CSS|"
    "HTML|CSS|jQuery|Redux|Webpack|Vite|WordPress|Shopify|Symfony",
    "Cloud services": "AWS=Amazon Web Services|Azure=Microsoft Azure|"
    "Google Cloud=GCP,Google Cloud Platform|Lambda=AWS Lambda|"
    "S3=Amazon S3|EC2|Heroku|Cloudflare|DigitalOcean|Vercel|Salesforce|ServiceNow",
    "Infrastructure and automation": "Kubernetes=K8s|Docker|Terraform|Ansible|Helm|Jenkins|GitHub Actions|GitLab CI|"
    "CircleCI|Argo CD|Pulumi|CloudFormation|Puppet|Chef|Istio|Nginx|RabbitMQ|Redis|Elasticsearch|CI/CD|Linux|Bash",
    "Monitoring": "Grafana|Prometheus|Datadog|Splunk|New Relic|Sentry|PagerDuty|OpenTelemetry",
    "Configuration and versions": "Git|GitHub|GitLab|Bitbucket",
    "Machine learning": "TensorFlow|PyTorch|scikit-learn|pandas|NumPy|MLflow|Hugging Face|LangChain|Keras|SageMaker|"
    "Vertex AI|OpenAI|ChatGPT|Claude=Claude Code|Copilot=GitHub Copilot|XGBoost|Kubeflow|Polars",
    "Project management": "Jira|Confluence|Asana|Trello|Notion|Monday.com|Smartsheet|Miro",
    "Design": "Figma|Sketch|Adobe XD|InVision|Canva|Photoshop|Illustrator|InDesign|After Effects",
    "Testing": "Selenium|Cypress|Playwright|Jest|JUnit|pytest|Postman|TestRail|JMeter",
    "Marketing": "Google Analytics=GA4|Google Ads|Google Tag Manager|HubSpot|Mailchimp|Marketo|SEMrush|"
    "Ahrefs|Hootsuite|"
    "Klaviyo|Braze|Meta Ads|LinkedIn Ads",
    "Medical software": "Epic=Epic Systems|Cerner|Meditech|Athenahealth|Allscripts|eClinicalWorks|Pyxis|Omnicell|"
    "EHR=EMR,electronic health records,electronic medical records,electronic health record,electronic medical record",
    "Learning platforms": "Google Classroom|Canvas|Moodle|Blackboard|Schoology|Seesaw|Kahoot|Smartboard=SMART Board",
    "Human resources": "Workday|BambooHR|ADP|SuccessFactors|Greenhouse ATS|UKG",
    "Accounting and finance": "QuickBooks|Xero|NetSuite=Oracle NetSuite|Sage Intacct|SAP|"
    "SAP S/4HANA=S/4HANA|Stripe|Anaplan",
    "Customer relationship management": "Salesforce|HubSpot CRM|Zendesk|Intercom|Pipedrive|Freshdesk|Dynamics 365",
    "Office software": "Excel=Microsoft Excel,MS Excel|PowerPoint=Microsoft PowerPoint|Word=Microsoft Word,MS Word|"
    "Outlook=Microsoft Outlook|Microsoft Office=MS Office,Microsoft 365,Office 365,M365|Google Sheets|Google Docs|"
    "Google Workspace=G Suite,GSuite|SharePoint|Microsoft Teams=MS Teams|Slack|Zoom",
    "Databases": "",
}
"""By group, names with their other spellings."""
ACRONYMS = frozenset(
    {"CAD", "GIS", "CRM", "ERP", "CAM", "BIM", "LMS", "CMS", "CSS", "XML", "SAS", "VBA", "PLC", "AWS", "PHP"}
)
"""Of O*NET's acronyms of three letters, those that mostly mean one thing."""
REMOVED = frozenset({
    "Facebook", "Instagram", "LinkedIn", "Twitter", "YouTube", "TikTok", "Pinterest", "Email", "Skype", "Google",
    "ETC", "BASIC", "COM", "DOE", "Data Pipeline", "Business Intelligence", "Database", "Mapping", "Tax", "Firewall",
    "Presentation", "Productivity", "Graphics", "Simulation", "Scheduling", "Purchasing", "Statistical",
    "Accounting", "Digital Analytics", "Billing"})  # fmt: skip


def group_of(code: str, title: str) -> str:
    """The group of a commodity, by its code."""
    found = next((group for group, codes in GROUPS.items() if code in codes.split()), None)
    return found or re.sub(r" software$", "", title).capitalize()


def spellings(example: str) -> list[str]:
    """The names that postings use for an example of O*NET's; none if it is a kind of software and no name."""
    name = re.sub(r"\s+software$", "", example).strip()
    words = name.split()
    if acronym := _acronym(words):
        full = " ".join(words[:-1])
        return [acronym, full] if len(words) > 2 else [acronym]
    if len(words) > 1 and all(word.islower() for word in words[1:]):
        return []
    vendor = next((vendor for vendor in VENDORS if name.startswith(vendor + " ")), None)
    short = name.removeprefix(vendor + " ") if vendor else name
    if vendor and any(word.lower() not in PLAIN for word in short.split()):
        return [short, name]
    return [] if name.islower() else [name]


def is_short(name: str) -> bool:
    """Whether a name is an acronym of so few letters that it has many meanings."""
    return len(name) <= 3 and name.isupper() and name not in ACRONYMS


def is_word(name: str) -> bool:
    """Whether a name is a single word with one capital, as ordinary words at the beginning of a sentence are."""
    return bool(re.fullmatch(r"[A-Z][a-z]+", name))


def is_case(name: str, added: set[str]) -> bool:
    """Whether a name counts only as it is written."""
    return is_ambiguous(name) or ((is_word(name) or name.isupper()) and name not in added)


def _acronym(words: list[str]) -> str | None:
    last = words[-1]
    if len(words) < 2 or not re.fullmatch(r"[A-Z][A-Z0-9/&]{1,6}", last):
        return None
    letters = "".join(words[:-1]).lower()
    place = -1
    for letter in re.sub(r"\d", "", last.lower()):
        place = letters.find(letter, place + 1)
        if place < 0:
            return None
    return last if any(word.lower().startswith(last[0].lower()) for word in words[:-1]) else None


def main(source: Path) -> None:
    """Write the table."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    marked: set[str] = set()
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            groups[row["Example"]][group_of(row["Commodity Code"], row["Commodity Title"])] += 1
            if "Y" in (row["Hot Technology"], row["In Demand"]):
                marked.add(row["Example"])
    table: dict[str, tuple[str, str, list[str]]] = {}
    for group, written in ADDITIONS.items():
        for entry in filter(None, written.split("|")):
            name, _, others = entry.partition("=")
            table.setdefault(name.lower(), (name, group, list(filter(None, others.split(",")))))
    taken = {other.lower(): name for name, (_, _, others) in table.items() for other in (name, *others)}
    for example, found in sorted(groups.items(), key=lambda pair: (-pair[1].total(), pair[0])):
        names = spellings(example)
        names = [name for name in names if not is_short(name)]
        generic = example.endswith(" software") and bool(names) and is_word(names[0])
        if not names:
            continue
        rare = generic or found.total() < (FEWEST_WORD if is_word(names[0]) else FEWEST)
        if REMOVED.intersection(names) or (rare and example not in marked):
            continue
        known = next((taken[name.lower()] for name in names if name.lower() in taken), None)
        fresh = [name for name in names if name.lower() not in taken]
        if known:
            table[known][2].extend(fresh)
        else:
            known = names[0].lower()
            table[known] = (names[0], found.most_common(1)[0][0], fresh[1:] if fresh[:1] == names[:1] else fresh)
        taken.update({name.lower(): known for name in names if name.lower() not in taken})
    added = {entry.partition("=")[0] for written in ADDITIONS.values() for entry in written.split("|")}
    lines = [
        "\t".join((name, group, "case" if is_case(name, added) else "", "|".join(others))) + "\n"
        for name, group, others in sorted(table.values(), key=lambda row: row[0].lower())
    ]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
