Attribute VB_Name = "Kraftsamling"
Option Explicit

' The macros behind the buttons. Each lets Python do one thing with the workbook that is open; what goes wrong is told there.
' Their names are Swedish, because Excel shows them in its list of macros.

Public Sub Validera()
    LetPython "import xl_kraftsamling; xl_kraftsamling.main()"
End Sub

Public Sub RensaMarkeringar()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.clear()"
End Sub

Public Sub RattaDetSakra()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.correct()"
End Sub

Public Sub VisaSaldo()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.balance()"
End Sub

Public Sub FarDetOmfordelas()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.transfer()"
End Sub

Public Sub SkrivRapport()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.report()"
End Sub
