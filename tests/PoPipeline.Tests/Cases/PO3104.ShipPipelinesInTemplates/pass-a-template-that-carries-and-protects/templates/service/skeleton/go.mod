module example.com/${{ values.name }}

go 1.24

{%- if values.engine %}
require example.com/driver v1.2.0
{%- endif %}
