Attribute VB_Name = "KraftsamlingRibbon"
Option Explicit

' What the tab on the ribbon calls (customUI/customUI.xml): its buttons, and what is chosen beside them for every press.
' The same module is in the add-in and in the macro workbook; what is chosen lasts as long as Excel is open.

Private ribbonOfTab As IRibbonUI
Private chosenDate As String
Private chosenProfile As String, profileIndex As Long
Private chosenDecision As String, decisionIndex As Long

Public Sub OnRibbonLoad(ribbon As IRibbonUI)
    Set ribbonOfTab = ribbon
End Sub

' With the add-in open its own tab is enough: that of a macro workbook would stand beside it.
Public Sub GetSynlig(control As IRibbonControl, ByRef returnedVal As Variant)
    returnedVal = ThisWorkbook.IsAddin Or Not IsAddinOpen()
End Sub

Private Function IsAddinOpen() As Boolean
    On Error GoTo missing ' VBA tells in no other way whether an add-in is open
    IsAddinOpen = Workbooks("xl_kraftsamling.xlam").IsAddin
    Exit Function
missing:
    IsAddinOpen = False
End Function

Public Sub OnValidera(control As IRibbonControl)
    LetPython ButtonCall("validate", Choices())
End Sub

Public Sub OnNastaAvvikelse(control As IRibbonControl)
    LetPython ButtonCall("step_forward", "")
End Sub

Public Sub OnForegaendeAvvikelse(control As IRibbonControl)
    LetPython ButtonCall("step_back", "")
End Sub

Public Sub OnRensaMarkeringar(control As IRibbonControl)
    LetPython ButtonCall("clear", "")
End Sub

Public Sub OnRattaDetSakra(control As IRibbonControl)
    LetPython ButtonCall("correct", Choices())
End Sub

Public Sub OnVisaSaldo(control As IRibbonControl)
    LetPython ButtonCall("balance", Choices())
End Sub

Public Sub OnFarDetOmfordelas(control As IRibbonControl)
    LetPython ButtonCall("transfer", Choices())
End Sub

Public Sub OnSkrivRapport(control As IRibbonControl)
    LetPython ButtonCall("report", Choices())
End Sub

Public Sub GetDatum(control As IRibbonControl, ByRef returnedVal As Variant)
    returnedVal = chosenDate
End Sub

Public Sub OnDatum(control As IRibbonControl, text As String)
    Dim written As String
    On Error GoTo failed
    written = Trim$(text)
    If written = "" Then
        chosenDate = ""
    ElseIf written Like "####-##-##" And IsDate(written) Then
        chosenDate = written
    Else
        Tell "Skriv avstämningsdatumet som 2026-09-30, eller lämna rutan tom."
    End If
    If Not ribbonOfTab Is Nothing Then ribbonOfTab.InvalidateControl "kraftDatum"
    Exit Sub
failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub GetProfil(control As IRibbonControl, ByRef returnedVal As Variant)
    returnedVal = profileIndex
End Sub

Public Sub OnProfil(control As IRibbonControl, id As String, index As Integer)
    On Error GoTo failed
    chosenProfile = IIf(index = 0, "", id)
    profileIndex = index
    Exit Sub
failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub GetBeslut(control As IRibbonControl, ByRef returnedVal As Variant)
    returnedVal = decisionIndex
End Sub

Public Sub OnBeslut(control As IRibbonControl, id As String, index As Integer)
    On Error GoTo failed
    chosenDecision = IIf(index = 0, "", id)
    decisionIndex = index
    Exit Sub
failed:
    TellFailure Err.Number, Err.Description
End Sub

' Never a quotation mark: the call is between quotation marks on a command line.
Private Function ButtonCall(ByVal button As String, ByVal arguments As String) As String
    ButtonCall = "from xl_kraftsamling.excel import buttons; buttons." & button & "(" & arguments & ")"
End Function

Private Function Choices() As String
    Choices = Choice("profile", chosenProfile) & Choice("as_of", chosenDate) & Choice("decision", chosenDecision)
End Function

Private Function Choice(ByVal name As String, ByVal chosen As String) As String
    If chosen <> "" Then Choice = name & "='" & chosen & "', "
End Function
